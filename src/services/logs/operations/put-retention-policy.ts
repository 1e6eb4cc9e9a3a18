import { operation } from '../../define-service.ts';
import { groupNotFound, invalidParameter } from '../errors.ts';
import { RETENTION_DAYS } from '../limits.ts';
import { expiring, groups } from '../store.ts';

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html */
export const putRetentionPolicy = operation(
  'logs',
  'PutRetentionPolicy',
  async (input, context) => {
    const name = input.logGroupName as string;
    const days = input.retentionInDays as number;
    if (!RETENTION_DAYS.includes(days)) {
      throw invalidParameter(
        `1 validation error detected: Value '${days}' at 'retentionInDays' failed to satisfy constraint: ` +
          `Member must satisfy enum value set: [${RETENTION_DAYS.join(', ')}]`,
      );
    }
    await context.store.transact([[groups, [name]]], async (tx) => {
      const group = await tx.get(groups, [name]);
      if (!group) throw groupNotFound();
      tx.put(groups, [name], { ...group, retentionDays: days });
      tx.put(expiring, [context.account, context.region, name], { days });
    });
    return {};
  },
);
