import { type AwsError, notImplemented } from '../../../protocol/aws-error.ts';
import type { Context } from '../../context.ts';
import { operation } from '../../define-service.ts';
import type { RowRef } from '../../store.ts';
import { assertCombinedSize, resolveLayers } from '../attach-layers.ts';
import { assertSigned, getFunctionsCodeSigning, idOf } from '../code-signing.ts';
import { obtainCode } from '../code-from-s3.ts';
import { toConfiguration } from '../configuration.ts';
import { assertDeadLetterTarget } from '../dead-letter.ts';
import { lambdaError } from '../errors.ts';
import { type FunctionRecord, LATEST } from '../function.ts';
import { parseUnqualifiedName } from '../function-name.ts';
import { publish } from '../publish.ts';
import { makeSettings } from '../settings.ts';
import { lambdaState } from '../state.ts';
import { codeSigningConfigs, functionLock, functions } from '../store.ts';
import { assertTags } from '../tags.ts';

/**
 * Answers at once with State Pending; the function becomes Active when its runtime is there.
 * https://docs.aws.amazon.com/lambda/latest/api/API_CreateFunction.html
 */
export const createFunction = operation('lambda', 'CreateFunction', async (input, context) => {
  const { catalog, readiness } = lambdaState(context);
  const name = parseUnqualifiedName(context, input.FunctionName ?? '');
  if (input.PackageType === 'Image') {
    throw notImplemented(
      'lambda',
      'CreateFunction',
      'PackageType Image (it needs a container driver); take the function out of its image and upload it as a zip file',
    );
  }
  if (input.PublishTo) throw notImplemented('lambda', 'CreateFunction', 'PublishTo');
  const bare = makeSettings(name, input);
  await assertDeadLetterTarget(context, 'CreateFunction', input.DeadLetterConfig?.TargetArn);
  const tags = assertTags(input.Tags ?? {});
  const layers = await resolveLayers(context, input.Layers ?? []);
  const settings = { ...bare, ...(layers && { layers }) };
  if (await context.store.get(functions, [name])) throw alreadyExists(name);
  await assertSigned(context, input.CodeSigningConfigArn, name);
  const code = await obtainCode(context, input.Code ?? {}, 'CreateFunction');
  assertCombinedSize(code, layers);

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
    ...(input.CodeSigningConfigArn && { codeSigningConfigArn: input.CodeSigningConfigArn }),
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
  const { codeSigningConfigArn: arn } = record;
  const signing: RowRef[] = arn ? [[codeSigningConfigs, [idOf(arn)]]] : [];
  await context.store.transact([functionLock(name), ...signing], async (tx) => {
    if (arn) await getFunctionsCodeSigning(context, arn, tx);
    if (await tx.get(functions, [name])) throw alreadyExists(name);
    tx.put(functions, [name], record);
  });
}

function alreadyExists(name: string): AwsError {
  return lambdaError('ResourceConflictException', `Function already exist: ${name}`);
}
