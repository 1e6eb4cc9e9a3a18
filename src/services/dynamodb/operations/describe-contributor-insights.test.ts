import { expect, it } from 'vitest';
import { startDynamodb } from '../fixture.ts';

it('shows what was never set as disabled', async () => {
  await using fixture = await startDynamodb();
  const { dynamodb } = fixture;
  await expect(dynamodb.describeContributorInsights({ TableName: 'Tab' })).rejects.toMatchObject({
    name: 'ResourceNotFoundException',
  });
  await fixture.createTable('Tab', ['id']);
  expect(await dynamodb.describeContributorInsights({ TableName: 'Tab' })).toMatchObject({
    TableName: 'Tab',
    ContributorInsightsStatus: 'DISABLED',
  });
});
