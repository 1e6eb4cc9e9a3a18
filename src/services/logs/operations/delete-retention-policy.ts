import { operation } from '../../define-service.ts';
import { groupNotFound } from '../errors.ts';
import { expiring, groups } from '../store.ts';

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DeleteRetentionPolicy.html */
export const deleteRetentionPolicy = operation(
  'logs',
  'DeleteRetentionPolicy',
  async (input, context) => {
    const name = input.logGroupName as string;
    await context.store.transact([[groups, [name]]], async (tx) => {
      const group = await tx.get(groups, [name]);
      if (!group) throw groupNotFound();
      const { retentionDays: _, ...unlimited } = group;
      tx.put(groups, [name], unlimited);
      tx.delete(expiring, [context.account, context.region, name]);
    });
    return {};
  },
);
