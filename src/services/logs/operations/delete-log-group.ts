import type { Context } from '../../context.ts';
import { operation, serviceError } from '../../define-service.ts';
import { removeDropped } from '../dropped-streams.ts';
import { groupNotFound } from '../errors.ts';
import { dropped, expiring, groups, streams } from '../store.ts';

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DeleteLogGroup.html */
export const deleteLogGroup = operation('logs', 'DeleteLogGroup', async (input, context) => {
  const group = input.logGroupName as string;
  let names = await deleteRows(context, group);
  while (!names) names = await deleteRows(context, group);
  for (const name of names) await removeDropped(context, group, name);
  return {};
});

/** @returns the streams it had; undefined when streams were added meanwhile, whose rows have to be locked too */
async function deleteRows(context: Context, group: string): Promise<string[] | undefined> {
  const { account, region, store } = context;
  const names = (await store.scan(streams, { prefix: [group] })).map((entry) => entry.value.name);
  const locks = names.map((name) => [streams, [group, name]] as const);
  return store.transact([[groups, [group]], ...locks], async (tx) => {
    const row = await tx.get(groups, [group]);
    if (!row) throw groupNotFound();
    if (row.deletionProtected) {
      // AWS's model names the exception but not its text.
      throw serviceError(
        'logs',
        'ValidationException',
        'Deletion protection is enabled for the log group.',
      );
    }
    const present = await tx.scan(streams, { prefix: [group] });
    if (present.some((entry) => !names.includes(entry.value.name))) return undefined;
    tx.delete(groups, [group]);
    tx.delete(expiring, [account, region, group]);
    for (const name of names) {
      tx.delete(streams, [group, name]);
      tx.put(dropped, [account, region, group, name], true);
    }
    return names;
  });
}
