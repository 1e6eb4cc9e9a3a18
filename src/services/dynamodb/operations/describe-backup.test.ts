import { expect, it } from 'vitest';
import { startDynamodb, toKeySchema } from '../fixture.ts';

it('shows the table as it was', async () => {
  await using fixture = await startDynamodb();
  const { dynamodb } = fixture;
  await fixture.createTable('things', ['id', 'at']);
  await dynamodb.putItem({ TableName: 'things', Item: { id: { S: '1' }, at: { S: '2' } } });
  const { BackupDetails } = await dynamodb.createBackup({
    TableName: 'things',
    BackupName: 'first',
  });
  const BackupArn = BackupDetails!.BackupArn!;
  expect(BackupArn).toMatch(
    /^arn:aws:dynamodb:us-east-1:123456789012:table\/things\/backup\/\d{14}-[0-9a-f]{8}$/,
  );
  await expect
    .poll(async () => (await dynamodb.describeBackup({ BackupArn })).BackupDescription)
    .toMatchObject({
      BackupDetails: { BackupStatus: 'AVAILABLE', BackupSizeBytes: 6 },
      SourceTableDetails: {
        TableName: 'things',
        ItemCount: 1,
        KeySchema: toKeySchema(['id', 'at']),
        BillingMode: 'PAY_PER_REQUEST',
      },
    });
  await expect(dynamodb.describeBackup({ BackupArn: `${BackupArn}0` })).rejects.toMatchObject({
    name: 'BackupNotFoundException',
  });
});
