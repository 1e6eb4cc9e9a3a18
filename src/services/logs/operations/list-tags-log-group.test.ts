import { expect, it } from 'vitest';
import { awsError, startLogs } from '../fixture.ts';

it('lists the tags of a group by the older operation', async () => {
  await using fixture = await startLogs();
  const { logs } = fixture;
  await logs.createLogGroup({ logGroupName: 'g', tags: { a: '1' } });
  expect((await logs.listTagsLogGroup({ logGroupName: 'g' })).tags).toEqual({ a: '1' });
  await expect(logs.listTagsLogGroup({ logGroupName: 'h' })).rejects.toMatchObject(
    awsError('ResourceNotFoundException', 'The specified log group does not exist.'),
  );
});
