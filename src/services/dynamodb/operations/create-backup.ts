import { operation } from '../../define-service.ts';
import { backupTableNotFound } from '../backups/errors.ts';
import { backupDetails } from '../backups/describe-backup.ts';
import { stateOf } from '../state-of.ts';
import { type Backup, backups, tables } from '../store.ts';
import { tableNameOf } from '../tables/table-name.ts';

/**
 * Items are copied after the answer; as on AWS, writes made meanwhile may or may not be in it.
 * https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_CreateBackup.html
 */
export const createBackup = operation('dynamodb', 'CreateBackup', async (input, context) => {
  const name = tableNameOf(context, input.TableName);
  const table = await context.store.get(tables, [name]);
  if (!table) throw backupTableNotFound(name);
  const now = context.clock.now();
  const backup: Backup = {
    id: `${String(now).padStart(14, '0')}-${context.ids.hex(8)}`,
    name: input.BackupName!,
    status: 'CREATING',
    createdAtEpochMs: now,
    sizeBytes: 0,
    itemCount: 0,
    table,
  };
  const started = await context.store.transact([[backups, [backup.id]]], (tx) => {
    tx.put(backups, [backup.id], backup);
    return stateOf(context).jobs.add(tx, context, { kind: 'fill-backup', backupId: backup.id });
  });
  started();
  return { BackupDetails: backupDetails(context, backup) };
});
