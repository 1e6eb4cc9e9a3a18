import { expect, it } from 'vitest';
import { awsError, startLogs } from '../fixture.ts';

it('adds, lists and removes tags by the older operations', async () => {
  await using fixture = await startLogs();
  const { logs } = fixture;
  await fixture.createStreams('g');
  await logs.tagLogGroup({ logGroupName: 'g', tags: { a: '1', b: '2' } });
  expect((await logs.listTagsLogGroup({ logGroupName: 'g' })).tags).toEqual({ a: '1', b: '2' });
  await logs.untagLogGroup({ logGroupName: 'g', tags: ['a'] });
  expect((await logs.listTagsLogGroup({ logGroupName: 'g' })).tags).toEqual({ b: '2' });
});

it('refuses unknown groups', async () => {
  await using fixture = await startLogs();
  const { logs } = fixture;
  const refusal = awsError('ResourceNotFoundException', 'The specified log group does not exist.');
  await expect(logs.tagLogGroup({ logGroupName: 'g', tags: { a: '1' } })).rejects.toMatchObject(refusal);
  await expect(logs.untagLogGroup({ logGroupName: 'g', tags: ['a'] })).rejects.toMatchObject(refusal);
  await expect(logs.listTagsLogGroup({ logGroupName: 'g' })).rejects.toMatchObject(refusal);
});
