import { operation, serviceError } from '../../define-service.ts';
import { groupNotFound } from '../errors.ts';
import { dropped, groups, streams } from '../store.ts';

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_CreateLogStream.html */
export const createLogStream = operation('logs', 'CreateLogStream', async (input, context) => {
  const group = input.logGroupName as string;
  const name = input.logStreamName as string;
  const ref = { scope: context.store.scope, group, stream: name };
  // The group is locked too, so that DeleteLogGroup sees every stream.
  const locks = [
    [groups, [group]],
    [streams, [group, name]],
  ] as const;
  await context.store.transact(locks, async (tx) => {
    if (!(await tx.get(groups, [group]))) throw groupNotFound();
    if (await tx.get(streams, [group, name])) {
      throw serviceError(
        'logs',
        'ResourceAlreadyExistsException',
        'The specified log stream already exists',
      );
    }
    // A deleted stream of this name may have left events, also such as a function wrote after the deletion.
    const leftovers = await context.engine.logs.read(ref, { limit: 1 });
    if (leftovers.length > 0) await context.engine.logs.drop(ref);
    tx.delete(dropped, [context.account, context.region, group, name]);
    tx.put(streams, [group, name], { name, createdAtEpochMs: context.clock.now() });
  });
  return {};
});
