import { expect, it } from 'vitest';
import { startDynamodb } from '../fixture.ts';

it('lists none, and does not find what is not there or not here', async () => {
  await using fixture = await startDynamodb();
  const { dynamodb } = fixture;
  await fixture.createTable('things', ['id']);
  const list = (region: string, name: string): Promise<{ Tags?: object[] | undefined }> =>
    dynamodb.listTagsOfResource({
      ResourceArn: `arn:aws:dynamodb:${region}:123456789012:table/${name}`,
    });
  expect((await list('us-east-1', 'things')).Tags).toEqual([]);
  await expect(list('us-east-1', 'nope')).rejects.toMatchObject({
    name: 'ResourceNotFoundException',
  });
  await expect(list('eu-west-1', 'things')).rejects.toMatchObject({
    name: 'ResourceNotFoundException',
  });
});
