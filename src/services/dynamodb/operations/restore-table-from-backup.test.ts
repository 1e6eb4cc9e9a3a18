import { expect, it } from 'vitest';
import { startDynamodb } from '../fixture.ts';

it('cannot be used before it is whole, nor take a name that is taken', async () => {
  await using fixture = await startDynamodb();
  const { dynamodb } = fixture;
  await fixture.createTable('things', ['id'], { Tags: [{ Key: 'a', Value: '1' }] });
  for (let n = 0; n < 120; n++)
    await dynamodb.putItem({ TableName: 'things', Item: { id: { S: String(n) } } });
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
  await expect(
    dynamodb.restoreTableFromBackup({ BackupArn, TargetTableName: 'things' }),
  ).rejects.toMatchObject({
    name: 'TableAlreadyExistsException',
    message: 'Table already exists: things',
  });
  await dynamodb.restoreTableFromBackup({ BackupArn, TargetTableName: 'again' });
  // Either it is not there yet, or all of it is.
  const count = await dynamodb.scan({ TableName: 'again' }).then(
    (page) => page.Count,
    (error: Error) => error.name,
  );
  expect([120, 'ResourceNotFoundException']).toContain(count);
  await expect
    .poll(async () => (await dynamodb.describeTable({ TableName: 'again' })).Table)
    .toMatchObject({ TableStatus: 'ACTIVE', ItemCount: 120 });
  const ResourceArn = 'arn:aws:dynamodb:us-east-1:123456789012:table/again';
  expect((await dynamodb.listTagsOfResource({ ResourceArn })).Tags).toEqual([]);
});
