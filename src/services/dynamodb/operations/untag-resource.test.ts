import { expect, it } from 'vitest';
import { startDynamodb } from '../fixture.ts';

it('removes the tags that are there, of a table that is there', async () => {
  await using fixture = await startDynamodb();
  const { dynamodb } = fixture;
  await fixture.createTable('things', ['id'], {
    Tags: [
      { Key: 'a', Value: '1' },
      { Key: 'b', Value: '2' },
    ],
  });
  const ResourceArn = 'arn:aws:dynamodb:us-east-1:123456789012:table/things';
  await dynamodb.untagResource({ ResourceArn, TagKeys: ['a', 'x'] });
  expect((await dynamodb.listTagsOfResource({ ResourceArn })).Tags).toEqual([
    { Key: 'b', Value: '2' },
  ]);
  await expect(
    dynamodb.untagResource({ ResourceArn: `${ResourceArn}2`, TagKeys: ['a'] }),
  ).rejects.toMatchObject({
    name: 'ResourceNotFoundException',
  });
});
