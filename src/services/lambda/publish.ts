import type { Context } from '../context.ts';
import { invalidParameter, lambdaError, revisionMismatch } from './errors.ts';
import type { FunctionRecord, VersionRecord } from './function.ts';
import { assertPublishable } from './hot-reload.ts';
import { getFunction } from './load.ts';
import { lambdaState } from './state.ts';
import { functionLock, functions, versions } from './store.ts';

export interface PublishConditions {
  codeSha256?: string | undefined;
  revisionId?: string | undefined;
  /** Replaces the description in the new version. */
  description?: string | undefined;
}

/**
 * Freezes $LATEST as a numbered version. Without a change since the last one, that one is the answer.
 * Waits until $LATEST is Active (AWS refuses while it is Pending), so a new version is Active at once.
 * https://docs.aws.amazon.com/lambda/latest/dg/configuration-versions.html
 * @throws AwsError ResourceNotFoundException, PreconditionFailedException, InvalidParameterValueException
 */
export async function publish(
  context: Context,
  name: string,
  conditions: PublishConditions,
): Promise<VersionRecord> {
  const { catalog, readiness } = lambdaState(context);
  await readiness.settled(context, name);
  const configId = context.ids.uuid();
  const revisionId = context.ids.uuid();
  const published = await context.store.transact([functionLock(name)], async (tx) => {
    const record = await getFunction(context, name, tx);
    assertConditions(record, conditions);
    assertPublishable(record.latest);
    const last =
      record.lastVersion > 0 ? await tx.get(versions, [name, record.lastVersion]) : undefined;
    if (last && isUnchanged(last, record.latest)) return last;
    const number = record.lastVersion + 1;
    const version: VersionRecord = {
      ...record.latest,
      version: String(number),
      settings: {
        ...record.latest.settings,
        ...(conditions.description !== undefined && { description: conditions.description }),
      },
      configId,
      revisionId,
      publishedFrom: record.latest.configId,
    };
    tx.put(versions, [name, number], version);
    tx.put(functions, [name], { ...record, lastVersion: number });
    return version;
  });
  catalog.forget(context, name);
  return published;
}

function isUnchanged(last: VersionRecord, latest: VersionRecord): boolean {
  return last.publishedFrom === latest.configId;
}

function assertConditions({ latest }: FunctionRecord, conditions: PublishConditions): void {
  const { codeSha256, revisionId } = conditions;
  if (revisionId !== undefined && revisionId !== latest.revisionId) {
    throw revisionMismatch('GetFunction/GetAlias');
  }
  if (codeSha256 !== undefined && codeSha256 !== latest.code.sha256Base64) {
    throw invalidParameter(
      `CodeSHA256 (${codeSha256}) is different from current CodeSHA256 in $LATEST (${latest.code.sha256Base64}). Please try again with the CodeSHA256 in $LATEST.`,
    );
  }
  if (latest.state === 'Failed') {
    throw lambdaError(
      'ResourceConflictException',
      'The operation cannot be performed at this time. The function is currently in the following state: Failed',
    );
  }
}
