import { operation } from '../../define-service.ts';
import { backupIdOf, describeBackup as describe } from '../backups/describe-backup.ts';
import { backupNotFound } from '../backups/errors.ts';
import { backups } from '../store.ts';

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_DescribeBackup.html */
export const describeBackup = operation('dynamodb', 'DescribeBackup', async (input, context) => {
  const id = backupIdOf(input.BackupArn!);
  const backup = id === undefined ? undefined : await context.store.get(backups, [id]);
  if (!backup) throw backupNotFound(input.BackupArn!);
  return { BackupDescription: describe(context, backup) };
});
