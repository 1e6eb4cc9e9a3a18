import { expect, it } from 'vitest';
import { startDynamodb } from '../fixture.ts';

it('deletes the expected revision only, and nothing twice without complaint', async () => {
  await using fixture = await startDynamodb();
  const { dynamodb } = fixture;
  await fixture.createTable('things', ['id'], {
    ResourcePolicy: '{"Version":"2012-10-17","Statement":[]}',
  });
  const ResourceArn = 'arn:aws:dynamodb:us-east-1:123456789012:table/things';
  await expect(
    dynamodb.deleteResourcePolicy({ ResourceArn, ExpectedRevisionId: '1' }),
  ).rejects.toMatchObject({ name: 'PolicyNotFoundException' });
  const { RevisionId } = await dynamodb.getResourcePolicy({ ResourceArn });
  expect(
    await dynamodb.deleteResourcePolicy({ ResourceArn, ExpectedRevisionId: RevisionId! }),
  ).toMatchObject({ RevisionId });
  expect((await dynamodb.deleteResourcePolicy({ ResourceArn })).RevisionId).toBeUndefined();
});
