import { expect, it } from 'vitest';
import { awsError, startLogs } from '../fixture.ts';

it('adds and replaces tags by the older operation', async () => {
  await using fixture = await startLogs();
  const { logs } = fixture;
  await logs.createLogGroup({ logGroupName: 'g', tags: { a: '1', b: '1' } });
  await logs.tagLogGroup({ logGroupName: 'g', tags: { b: '2', c: '3' } });
  expect((await logs.listTagsLogGroup({ logGroupName: 'g' })).tags).toEqual({
    a: '1',
    b: '2',
    c: '3',
  });
});

it('refuses unknown groups and more than 50 tags', async () => {
  await using fixture = await startLogs();
  const { logs } = fixture;
  await expect(logs.tagLogGroup({ logGroupName: 'g', tags: { a: '1' } })).rejects.toMatchObject(
    awsError('ResourceNotFoundException', 'The specified log group does not exist.'),
  );
  const tags = Object.fromEntries(Array.from({ length: 50 }, (_, index) => [`t${index}`, '']));
  await logs.createLogGroup({ logGroupName: 'g', tags });
  await expect(logs.tagLogGroup({ logGroupName: 'g', tags: { a: '1' } })).rejects.toMatchObject(
    awsError('InvalidParameterException', /50/),
  );
});
