import { expect, it } from 'vitest';
import { startDynamodb } from '../fixture.ts';

it('returns the policy that came with the table, and says when there is none', async () => {
  await using fixture = await startDynamodb();
  const { dynamodb } = fixture;
  const ResourcePolicy = '{"Version":"2012-10-17","Statement":[]}';
  await fixture.createTable('with', ['id'], { ResourcePolicy });
  await fixture.createTable('without', ['id']);
  const get = (name: string): Promise<object> =>
    dynamodb.getResourcePolicy({
      ResourceArn: `arn:aws:dynamodb:us-east-1:123456789012:table/${name}`,
    });
  expect(await get('with')).toMatchObject({
    Policy: ResourcePolicy,
    RevisionId: expect.stringMatching(/^\d+$/),
  });
  await expect(get('without')).rejects.toMatchObject({ name: 'PolicyNotFoundException' });
  await expect(get('nope')).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
});
