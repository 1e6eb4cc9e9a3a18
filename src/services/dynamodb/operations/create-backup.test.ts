import { expect, it } from 'vitest';
import { startDynamodb, toKeySchema } from '../fixture.ts';

it('brings back what was there, indexes included, after the table has gone', async () => {
  await using fixture = await startDynamodb();
  const { dynamodb } = fixture;
  await fixture.createTable('things', ['id'], {
    GlobalSecondaryIndexes: [
      { IndexName: 'by-x', KeySchema: toKeySchema(['x']), Projection: { ProjectionType: 'ALL' } },
    ],
  });
  for (let n = 0; n < 150; n++)
    await dynamodb.putItem({
      TableName: 'things',
      Item: { id: { S: String(n) }, x: { S: 'same' } },
    });
  const { BackupDetails } = await dynamodb.createBackup({
    TableName: 'things',
    BackupName: 'first',
  });
  expect(BackupDetails).toMatchObject({
    BackupName: 'first',
    BackupStatus: 'CREATING',
    BackupType: 'USER',
  });
  const BackupArn = BackupDetails!.BackupArn!;
  const status = async (): Promise<string | undefined> =>
    (await dynamodb.describeBackup({ BackupArn })).BackupDescription?.BackupDetails?.BackupStatus;
  await expect.poll(status).toBe('AVAILABLE');
  await dynamodb.deleteTable({ TableName: 'things' });
  expect((await dynamodb.listBackups({ TableName: 'things' })).BackupSummaries).toMatchObject([
    { BackupName: 'first', TableName: 'things' },
  ]);

  const restored = await dynamodb.restoreTableFromBackup({ BackupArn, TargetTableName: 'again' });
  expect(restored.TableDescription).toMatchObject({
    TableStatus: 'CREATING',
    RestoreSummary: { SourceBackupArn: BackupArn },
  });
  await expect
    .poll(async () => (await dynamodb.describeTable({ TableName: 'again' })).Table?.TableStatus)
    .toBe('ACTIVE');
  expect((await dynamodb.scan({ TableName: 'again' })).Count).toBe(150);
  const indexed = await dynamodb.query({
    TableName: 'again',
    IndexName: 'by-x',
    KeyConditionExpression: 'x = :x',
    ExpressionAttributeValues: { ':x': { S: 'same' } },
  });
  expect(indexed.Count).toBe(150);

  await dynamodb.deleteBackup({ BackupArn });
  await expect(status()).rejects.toMatchObject({ name: 'BackupNotFoundException' });
});

it('refuses what is not there', async () => {
  await using fixture = await startDynamodb();
  const { dynamodb } = fixture;
  await expect(
    dynamodb.createBackup({ TableName: 'nope', BackupName: 'xxx' }),
  ).rejects.toMatchObject({ name: 'TableNotFoundException', message: 'Table not found: nope' });
  const BackupArn =
    'arn:aws:dynamodb:us-east-1:123456789012:table/things/backup/01489602797149-73d8d5bc';
  await expect(
    dynamodb.restoreTableFromBackup({ BackupArn, TargetTableName: 'again' }),
  ).rejects.toMatchObject({
    name: 'BackupNotFoundException',
    message: `Backup not found: ${BackupArn}`,
  });
});
