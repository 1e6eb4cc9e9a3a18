import { expect, it } from 'vitest';
import { START_EPOCH_MS, startDynamodb } from '../fixture.ts';

it('keeps and shows point-in-time recovery', async () => {
  await using fixture = await startDynamodb();
  const { dynamodb } = fixture;
  await fixture.createTable('things', ['id']);
  const before = await dynamodb.describeContinuousBackups({ TableName: 'things' });
  expect(before.ContinuousBackupsDescription).toEqual({
    ContinuousBackupsStatus: 'ENABLED',
    PointInTimeRecoveryDescription: { PointInTimeRecoveryStatus: 'DISABLED' },
  });
  const after = await dynamodb.updateContinuousBackups({
    TableName: 'things',
    PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true, RecoveryPeriodInDays: 7 },
  });
  expect(after.ContinuousBackupsDescription?.PointInTimeRecoveryDescription).toMatchObject({
    PointInTimeRecoveryStatus: 'ENABLED',
    RecoveryPeriodInDays: 7,
    EarliestRestorableDateTime: new Date(START_EPOCH_MS),
    LatestRestorableDateTime: new Date(START_EPOCH_MS),
  });
  await expect(dynamodb.describeContinuousBackups({ TableName: 'nope' })).rejects.toMatchObject({
    name: 'TableNotFoundException',
  });
});
