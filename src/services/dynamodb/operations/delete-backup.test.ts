import { expect, it } from 'vitest';
import { startDynamodb } from '../fixture.ts';

it('deletes a backup once', async () => {
  await using fixture = await startDynamodb();
  const { dynamodb } = fixture;
  await fixture.createTable('things', ['id']);
  const { BackupDetails } = await dynamodb.createBackup({
    TableName: 'things',
    BackupName: 'first',
  });
  const BackupArn = BackupDetails!.BackupArn!;
  await expect
    .poll(
      async () =>
        (await dynamodb.describeBackup({ BackupArn })).BackupDescription?.BackupDetails
          ?.BackupStatus,
    )
    .toBe('AVAILABLE');
  const { BackupDescription } = await dynamodb.deleteBackup({ BackupArn });
  expect(BackupDescription?.BackupDetails).toMatchObject({ BackupArn, BackupStatus: 'DELETED' });
  await expect(dynamodb.deleteBackup({ BackupArn })).rejects.toMatchObject({
    name: 'BackupNotFoundException',
    message: `Backup not found: ${BackupArn}`,
  });
  expect((await dynamodb.listBackups({})).BackupSummaries).toEqual([]);
});
