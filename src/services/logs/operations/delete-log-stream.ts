import { operation, serviceError } from '../../define-service.ts';
import { removeDropped } from '../dropped-streams.ts';
import { groupNotFound, streamNotFound } from '../errors.ts';
import { dropped, groups, streams } from '../store.ts';

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DeleteLogStream.html */
export const deleteLogStream = operation('logs', 'DeleteLogStream', async (input, context) => {
  const group = input.logGroupName as string;
  const name = input.logStreamName as string;
  await context.store.transact([[streams, [group, name]]], async (tx) => {
    const row = await tx.get(groups, [group]);
    if (!row) throw groupNotFound();
    if (!(await tx.get(streams, [group, name]))) throw streamNotFound();
    if (row.deletionProtected) {
      throw serviceError(
        'logs',
        'ValidationException',
        'Deletion protection is enabled for the log group.',
      );
    }
    tx.delete(streams, [group, name]);
    tx.put(dropped, [context.account, context.region, group, name], true);
  });
  await removeDropped(context, group, name);
  return {};
});
