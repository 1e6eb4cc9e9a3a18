import { expect, it } from 'vitest';
import { startDynamodb } from '../fixture.ts';

it('lists nothing that was never set; what was is tested with UpdateContributorInsights', async () => {
  await using fixture = await startDynamodb();
  const { dynamodb } = fixture;
  await expect(dynamodb.listContributorInsights({ TableName: 'Tab' })).rejects.toMatchObject({
    name: 'ResourceNotFoundException',
  });
  await fixture.createTable('Tab', ['id']);
  for (const input of [{}, { TableName: 'Tab' }, { NextToken: 'made up' }])
    expect(await dynamodb.listContributorInsights(input)).toMatchObject({
      ContributorInsightsSummaries: [],
    });
});
