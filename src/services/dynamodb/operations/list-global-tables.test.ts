import { expect, it } from 'vitest';
import { startDynamodb } from '../fixture.ts';

it('lists none, because none can be made', async () => {
  await using fixture = await startDynamodb();
  const { dynamodb } = fixture;
  await fixture.createTable('Tab', ['id']);
  const NotImplemented = { name: 'NotImplemented' };
  await expect(
    dynamodb.createGlobalTable({
      GlobalTableName: 'Tab',
      ReplicationGroup: [{ RegionName: 'eu-west-1' }],
    }),
  ).rejects.toMatchObject(NotImplemented);
  await expect(
    dynamodb.updateTable({
      TableName: 'Tab',
      ReplicaUpdates: [{ Create: { RegionName: 'eu-west-1' } }],
    }),
  ).rejects.toMatchObject(NotImplemented);
  expect((await dynamodb.listGlobalTables({})).GlobalTables).toEqual([]);
});
