import { expect, it } from 'vitest';
import { startDynamodb } from '../fixture.ts';

it('tells whether time to live is on', async () => {
  await using fixture = await startDynamodb();
  const { dynamodb } = fixture;
  await fixture.createTable('things', ['id']);
  const off = await dynamodb.describeTimeToLive({ TableName: 'things' });
  expect(off.TimeToLiveDescription).toEqual({ TimeToLiveStatus: 'DISABLED' });
  await dynamodb.updateTimeToLive({
    TableName: 'things',
    TimeToLiveSpecification: { Enabled: true, AttributeName: 'until' },
  });
  const on = await dynamodb.describeTimeToLive({ TableName: 'things' });
  expect(on.TimeToLiveDescription).toEqual({ TimeToLiveStatus: 'ENABLED', AttributeName: 'until' });
  await expect(dynamodb.describeTimeToLive({ TableName: 'nope' })).rejects.toMatchObject({
    name: 'ResourceNotFoundException',
    message: 'Requested resource not found: Table: nope not found',
  });
});
