import { expect, it } from 'vitest';
import { START_EPOCH_MS, startDynamodb } from '../fixture.ts';

it('lists backups by page, table, time and kind', async () => {
  await using fixture = await startDynamodb();
  const { dynamodb, stack } = fixture;
  await fixture.createTable('aaa', ['id']);
  await fixture.createTable('bbb', ['id']);
  for (const [TableName, BackupName] of [
    ['aaa', 'first'],
    ['bbb', 'second'],
    ['aaa', 'third'],
  ] as const) {
    await dynamodb.createBackup({ TableName, BackupName });
    await stack.clock.advance(1000);
  }
  const names = async (more: object): Promise<(string | undefined)[]> =>
    (await dynamodb.listBackups(more)).BackupSummaries!.map((each) => each.BackupName);
  expect(await names({})).toEqual(['first', 'second', 'third']);
  expect(await names({ TableName: 'aaa' })).toEqual(['first', 'third']);
  expect(await names({ TimeRangeLowerBound: new Date(START_EPOCH_MS + 1000) })).toEqual([
    'second',
    'third',
  ]);
  expect(await names({ TimeRangeUpperBound: new Date(START_EPOCH_MS + 1000) })).toEqual(['first']);
  expect(await names({ BackupType: 'SYSTEM' })).toEqual([]);
  const page = await dynamodb.listBackups({ Limit: 2 });
  expect(await names({ ExclusiveStartBackupArn: page.LastEvaluatedBackupArn })).toEqual(['third']);
});
