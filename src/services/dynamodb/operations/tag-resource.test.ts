import { expect, it } from 'vitest';
import { startDynamodb } from '../fixture.ts';

const ResourceArn = 'arn:aws:dynamodb:us-east-1:123456789012:table/things';

it('adds, replaces and removes tags', async () => {
  await using fixture = await startDynamodb();
  const { dynamodb } = fixture;
  await fixture.createTable('things', ['id']);
  await dynamodb.tagResource({
    ResourceArn,
    Tags: [
      { Key: 'a', Value: '1' },
      { Key: 'b', Value: '2' },
    ],
  });
  await dynamodb.tagResource({ ResourceArn, Tags: [{ Key: 'a', Value: '3' }] });
  await dynamodb.untagResource({ ResourceArn, TagKeys: ['b', 'never'] });
  expect((await dynamodb.listTagsOfResource({ ResourceArn })).Tags).toEqual([
    { Key: 'a', Value: '3' },
  ]);
});

it('refuses too many, reserved ones, and resources that are not there', async () => {
  await using fixture = await startDynamodb();
  const { dynamodb } = fixture;
  await fixture.createTable('things', ['id']);
  const many = Array.from({ length: 51 }, (_, n) => ({ Key: String(n), Value: '' }));
  await expect(dynamodb.tagResource({ ResourceArn, Tags: many })).rejects.toMatchObject({
    name: 'ValidationException',
  });
  await expect(
    dynamodb.tagResource({ ResourceArn, Tags: [{ Key: 'aws:x', Value: '' }] }),
  ).rejects.toMatchObject({ name: 'ValidationException' });
  await expect(
    dynamodb.tagResource({ ResourceArn: `${ResourceArn}2`, Tags: [] }),
  ).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
  await expect(dynamodb.tagResource({ ResourceArn: 'rubbish', Tags: [] })).rejects.toMatchObject({
    name: 'ValidationException',
  });
});
