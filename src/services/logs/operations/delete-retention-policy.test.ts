import { expect, it } from 'vitest';
import { awsError, startLogs } from '../fixture.ts';

it('keeps events for ever again', async () => {
  await using fixture = await startLogs();
  const { logs } = fixture;
  await fixture.createStreams('g', 's');
  await fixture.put('g', 's', [0, 'kept']);
  await logs.putRetentionPolicy({ logGroupName: 'g', retentionInDays: 1 });
  await logs.deleteRetentionPolicy({ logGroupName: 'g' });
  await fixture.stack.clock.advance(400 * 86_400_000);
  expect((await logs.filterLogEvents({ logGroupName: 'g' })).events).toHaveLength(1);
  expect((await logs.describeLogGroups({})).logGroups?.[0]).not.toHaveProperty('retentionInDays');
});

it('refuses an unknown group', async () => {
  await using fixture = await startLogs();
  await expect(fixture.logs.deleteRetentionPolicy({ logGroupName: 'g' })).rejects.toMatchObject(
    awsError('ResourceNotFoundException', 'The specified log group does not exist.'),
  );
});
