import { type AwsError, notImplemented } from '../../../protocol/aws-error.ts';
import type { Context } from '../../context.ts';
import { operation } from '../../define-service.ts';
import { fetchCode } from '../code-from-s3.ts';
import { storeCode } from '../code.ts';
import { toConfiguration } from '../configuration.ts';
import { lambdaError } from '../errors.ts';
import { type FunctionRecord, LATEST } from '../function.ts';
import { parseUnqualifiedName } from '../function-name.ts';
import { publish } from '../publish.ts';
import { makeSettings } from '../settings.ts';
import { lambdaState } from '../state.ts';
import { functionLock, functions } from '../store.ts';
import { assertTags } from '../tags.ts';

/**
 * Answers at once with State Pending; the function becomes Active when its runtime is there.
 * https://docs.aws.amazon.com/lambda/latest/api/API_CreateFunction.html
 */
export const createFunction = operation('lambda', 'CreateFunction', async (input, context) => {
  const { runtime, catalog, readiness } = lambdaState(context);
  const name = parseUnqualifiedName(context, input.FunctionName ?? '');
  if (input.PackageType === 'Image') {
    throw notImplemented(
      'lambda',
      'CreateFunction',
      'PackageType Image; upload a zip file instead',
    );
  }
  if (input.PublishTo) throw notImplemented('lambda', 'CreateFunction', 'PublishTo');
  const settings = makeSettings(name, input);
  const tags = assertTags(input.Tags ?? {});
  if (await context.store.get(functions, [name])) throw alreadyExists(name);
  const code = await storeCode(
    runtime,
    await fetchCode(context, input.Code ?? {}),
    'CreateFunction',
  );

  const record: FunctionRecord = {
    latest: {
      name,
      version: LATEST,
      settings,
      code,
      configId: context.ids.uuid(),
      revisionId: context.ids.uuid(),
      lastModifiedEpochMs: context.clock.now(),
      state: 'Pending',
      updateStatus: 'Successful',
    },
    tags,
    lastVersion: 0,
  };
  await insert(context, record);
  catalog.forget(context, name);
  if (input.Publish) {
    // Version 1 exists once the function is Active, so this answer waits for it.
    const first = await publish(context, name, {});
    return toConfiguration(context, first, first.version);
  }
  readiness.begin(context, name);
  return toConfiguration(context, record.latest);
});

async function insert(context: Context, record: FunctionRecord): Promise<void> {
  const { name } = record.latest;
  await context.store.transact([functionLock(name)], async (tx) => {
    if (await tx.get(functions, [name])) throw alreadyExists(name);
    tx.put(functions, [name], record);
  });
}

function alreadyExists(name: string): AwsError {
  return lambdaError('ResourceConflictException', `Function already exist: ${name}`);
}
