import { expect, it } from 'vitest';
import { startDynamodb } from '../fixture.ts';

it('says ENABLED for backups and DISABLED for recovery of a new table', async () => {
  await using fixture = await startDynamodb();
  const { dynamodb } = fixture;
  await fixture.createTable('things', ['id']);
  const { ContinuousBackupsDescription } = await dynamodb.describeContinuousBackups({
    TableName: 'things',
  });
  expect(ContinuousBackupsDescription).toEqual({
    ContinuousBackupsStatus: 'ENABLED',
    PointInTimeRecoveryDescription: { PointInTimeRecoveryStatus: 'DISABLED' },
  });
  await expect(dynamodb.describeContinuousBackups({ TableName: 'nope' })).rejects.toMatchObject({
    name: 'TableNotFoundException',
    message: 'Table not found: nope',
  });
});
