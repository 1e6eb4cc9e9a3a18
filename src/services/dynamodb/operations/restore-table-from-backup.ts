import type { RestoreTableFromBackupInput } from '@aws-sdk/client-dynamodb';
import { notImplemented } from '../../../protocol/aws-error.ts';
import type { Context } from '../../context.ts';
import { operation, serviceError } from '../../define-service.ts';
import { backupArn, backupIdOf } from '../backups/describe-backup.ts';
import { backupNotFound } from '../backups/errors.ts';
import { stateOf } from '../state-of.ts';
import { type Backup, backups, tables } from '../store.ts';
import { describeTable } from '../tables/describe.ts';
import { tableNameOf } from '../tables/table-name.ts';
import { type IndexRecord, tableArn, type TableRecord } from '../tables/table.ts';

const UNBUILT = [
  'BillingModeOverride',
  'GlobalSecondaryIndexOverride',
  'LocalSecondaryIndexOverride',
  'ProvisionedThroughputOverride',
  'OnDemandThroughputOverride',
  'SSESpecificationOverride',
] as const;

/**
 * The new table is CREATING until all items are back. As on AWS it has neither stream, tags, time to
 * live nor point-in-time recovery.
 * https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_RestoreTableFromBackup.html
 */
export const restoreTableFromBackup = operation(
  'dynamodb',
  'RestoreTableFromBackup',
  async (input, context) => {
    const name = tableNameOf(context, input.TargetTableName);
    refuseUnbuilt(input);
    const id = backupIdOf(input.BackupArn!);
    const backup = id === undefined ? undefined : await context.store.get(backups, [id]);
    if (!backup) throw backupNotFound(input.BackupArn!);
    if (backup.status !== 'AVAILABLE')
      throw serviceError(
        'dynamodb',
        'BackupInUseException',
        `Backup is being created: ${input.BackupArn}`,
      );
    const table = toTable(backup, name, context);
    let started = (): void => {};
    await context.store.transact([[tables, [name]]], async (tx) => {
      if (await tx.get(tables, [name]))
        throw serviceError(
          'dynamodb',
          'TableAlreadyExistsException',
          `Table already exists: ${name}`,
        );
      tx.put(tables, [name], table);
      started = stateOf(context).jobs.add(tx, context, {
        kind: 'restore',
        tableName: name,
        backupId: backup.id,
      });
    });
    started();
    return { TableDescription: describeTable(context, table) };
  },
);

function refuseUnbuilt(input: RestoreTableFromBackupInput): void {
  for (const member of UNBUILT)
    if (input[member]) throw notImplemented('dynamodb', 'RestoreTableFromBackup', member);
}

function toTable(backup: Backup, name: string, context: Context): TableRecord {
  const {
    stream: _s,
    latestStreamLabel: _l,
    ttl: _t,
    recovery: _r,
    policy: _p,
    ...kept
  } = backup.table;
  const fresh = (index: IndexRecord): IndexRecord => ({
    ...index,
    rowsId: context.ids.hex(10),
    status: 'ACTIVE',
  });
  const now = context.clock.now();
  return {
    ...kept,
    name,
    id: context.ids.uuid(),
    rowsId: context.ids.hex(10),
    createdAtEpochMs: now,
    status: 'CREATING',
    localIndexes: kept.localIndexes.map(fresh),
    globalIndexes: kept.globalIndexes.map(fresh),
    deletionProtected: false,
    tags: {},
    restoredFrom: {
      backupArn: backupArn(context, backup),
      tableArn: tableArn(context, backup.table.name),
      atEpochMs: now,
    },
  };
}
