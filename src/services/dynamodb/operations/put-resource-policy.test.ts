import { expect, it } from 'vitest';
import { startDynamodb } from '../fixture.ts';

it('keeps, returns and deletes a policy', async () => {
  await using fixture = await startDynamodb();
  const { dynamodb } = fixture;
  await fixture.createTable('things', ['id']);
  const ResourceArn = 'arn:aws:dynamodb:us-east-1:123456789012:table/things';
  const Policy = JSON.stringify({ Version: '2012-10-17', Statement: [] });
  const { RevisionId } = await dynamodb.putResourcePolicy({ ResourceArn, Policy });
  expect(await dynamodb.getResourcePolicy({ ResourceArn })).toMatchObject({ Policy, RevisionId });
  await expect(
    dynamodb.putResourcePolicy({ ResourceArn, Policy, ExpectedRevisionId: 'NO_POLICY' }),
  ).rejects.toMatchObject({ name: 'PolicyNotFoundException' });
  await dynamodb.deleteResourcePolicy({ ResourceArn });
  await expect(dynamodb.getResourcePolicy({ ResourceArn })).rejects.toMatchObject({
    name: 'PolicyNotFoundException',
  });
  await expect(
    dynamodb.putResourcePolicy({ ResourceArn, Policy: 'rubbish' }),
  ).rejects.toMatchObject({ name: 'ValidationException' });
});
