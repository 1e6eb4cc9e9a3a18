import { operation, serviceError } from '../../define-service.ts';
import { backupIdOf, describeBackup } from '../backups/describe-backup.ts';
import { backupNotFound } from '../backups/errors.ts';
import { stateOf } from '../state-of.ts';
import { backups } from '../store.ts';

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_DeleteBackup.html */
export const deleteBackup = operation('dynamodb', 'DeleteBackup', async (input, context) => {
  const id = backupIdOf(input.BackupArn!);
  if (id === undefined) throw backupNotFound(input.BackupArn!);
  let started = (): void => {};
  const deleted = await context.store.transact([[backups, [id]]], async (tx) => {
    const backup = await tx.get(backups, [id]);
    if (!backup) throw backupNotFound(input.BackupArn!);
    if (backup.status === 'CREATING')
      throw serviceError(
        'dynamodb',
        'BackupInUseException',
        `Backup is being created: ${input.BackupArn}`,
      );
    tx.delete(backups, [id]);
    started = stateOf(context).jobs.add(tx, context, { kind: 'drop-backup', backupId: id });
    return backup;
  });
  started();
  return { BackupDescription: describeBackup(context, deleted, 'DELETED') };
});
