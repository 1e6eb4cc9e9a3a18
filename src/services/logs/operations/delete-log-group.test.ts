import { expect, it } from 'vitest';
import { awsError, startLogs } from '../fixture.ts';

it('removes the group, its streams and their events', async () => {
  await using fixture = await startLogs();
  const { logs } = fixture;
  await fixture.createStreams('g', 'a', 'b');
  await fixture.put('g', 'a', [0, 'old']);
  await logs.putRetentionPolicy({ logGroupName: 'g', retentionInDays: 1 });
  await logs.deleteLogGroup({ logGroupName: 'g' });
  await expect(logs.describeLogStreams({ logGroupName: 'g' })).rejects.toMatchObject(
    awsError('ResourceNotFoundException', 'The specified log group does not exist.'),
  );

  await fixture.createStreams('g', 'a');
  expect((await logs.filterLogEvents({ logGroupName: 'g' })).events).toEqual([]);
  expect((await logs.describeLogStreams({ logGroupName: 'g' })).logStreams?.[0]).not.toHaveProperty(
    'lastEventTimestamp',
  );
  expect((await logs.describeLogGroups({})).logGroups?.[0]).not.toHaveProperty('retentionInDays');
});

it('refuses an unknown group', async () => {
  await using fixture = await startLogs();
  await expect(fixture.logs.deleteLogGroup({ logGroupName: 'g' })).rejects.toMatchObject(
    awsError('ResourceNotFoundException', 'The specified log group does not exist.'),
  );
});

it('leaves no stream behind when streams are created at the same time', async () => {
  await using fixture = await startLogs();
  const { logs } = fixture;
  await fixture.createStreams('g');
  const creating = Array.from({ length: 20 }, (_, index) =>
    logs.createLogStream({ logGroupName: 'g', logStreamName: `s${index}` }),
  );
  await Promise.allSettled([...creating, logs.deleteLogGroup({ logGroupName: 'g' })]);
  await logs.createLogGroup({ logGroupName: 'g' });
  expect((await logs.describeLogStreams({ logGroupName: 'g' })).logStreams).toEqual([]);
});
