import { expect, it } from 'vitest';
import { awsError, startLogs } from '../fixture.ts';

it('removes tags by the older operation', async () => {
  await using fixture = await startLogs();
  const { logs } = fixture;
  await logs.createLogGroup({ logGroupName: 'g', tags: { a: '1', b: '2' } });
  await logs.untagLogGroup({ logGroupName: 'g', tags: ['a', 'missing'] });
  expect((await logs.listTagsLogGroup({ logGroupName: 'g' })).tags).toEqual({ b: '2' });
  await expect(logs.untagLogGroup({ logGroupName: 'h', tags: ['a'] })).rejects.toMatchObject(
    awsError('ResourceNotFoundException', 'The specified log group does not exist.'),
  );
});
