import type { BackupSummary, ListBackupsInput } from '@aws-sdk/client-dynamodb';
import type { Context } from '../../context.ts';
import { operation } from '../../define-service.ts';
import { backupDetails, backupIdOf } from '../backups/describe-backup.ts';
import { type Backup, backups } from '../store.ts';
import { tableNameOf } from '../tables/table-name.ts';
import { tableArn } from '../tables/table.ts';

const PAGE_LIMIT = 100;

/** Oldest first. https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_ListBackups.html */
export const listBackups = operation('dynamodb', 'ListBackups', async (input, context) => {
  const limit = input.Limit ?? PAGE_LIMIT;
  const after = backupIdOf(input.ExclusiveStartBackupArn ?? '');
  const name = input.TableName === undefined ? undefined : tableNameOf(context, input.TableName);
  const all = await context.store.scan(backups, { ...(after !== undefined && { after: [after] }) });
  const found = all.map(({ value }) => value).filter((each) => matches(each, name, input));
  const shown = found.slice(0, limit).map((each) => summary(context, each));
  return {
    BackupSummaries: shown,
    ...(found.length > limit && { LastEvaluatedBackupArn: shown.at(-1)!.BackupArn! }),
  };
});

function matches(backup: Backup, name: string | undefined, input: ListBackupsInput): boolean {
  const { BackupType: type, TimeRangeLowerBound: from, TimeRangeUpperBound: to } = input;
  const isOfType = type === undefined || type === 'USER' || type === 'ALL';
  const isLate = from === undefined || backup.createdAtEpochMs >= from.getTime();
  const isEarly = to === undefined || backup.createdAtEpochMs < to.getTime();
  return isOfType && isLate && isEarly && (name === undefined || backup.table.name === name);
}

function summary(context: Context, backup: Backup): BackupSummary {
  return {
    TableName: backup.table.name,
    TableId: backup.table.id,
    TableArn: tableArn(context, backup.table.name),
    ...backupDetails(context, backup),
  };
}
