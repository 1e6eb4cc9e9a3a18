import { expect, it } from 'vitest';
import { START_EPOCH_MS, startDynamodb, toKeySchema } from '../fixture.ts';

it('keeps the setting of a table and of its indexes', async () => {
  await using fixture = await startDynamodb();
  const { dynamodb } = fixture;
  const ContributorInsightsAction = 'ENABLE';
  await expect(
    dynamodb.updateContributorInsights({ TableName: 'Missing', ContributorInsightsAction }),
  ).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
  await fixture.createTable('Tab', ['id'], {
    GlobalSecondaryIndexes: [
      {
        IndexName: 'byG',
        KeySchema: toKeySchema(['g']),
        Projection: { ProjectionType: 'ALL' },
      },
    ],
  });
  const index = { TableName: 'Tab', IndexName: 'byG' };
  await expect(
    dynamodb.updateContributorInsights({
      TableName: 'Tab',
      IndexName: 'none',
      ContributorInsightsAction,
    }),
  ).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
  expect(await dynamodb.describeContributorInsights(index)).toMatchObject({
    ...index,
    ContributorInsightsStatus: 'DISABLED',
  });
  expect(
    await dynamodb.updateContributorInsights({
      ...index,
      ContributorInsightsAction,
      ContributorInsightsMode: 'THROTTLED_KEYS',
    }),
  ).toMatchObject({ ...index, ContributorInsightsStatus: 'ENABLING' });
  expect(await dynamodb.describeContributorInsights(index)).toMatchObject({
    ContributorInsightsStatus: 'ENABLED',
    ContributorInsightsMode: 'THROTTLED_KEYS',
    LastUpdateDateTime: new Date(START_EPOCH_MS),
  });
  await dynamodb.updateContributorInsights({ TableName: 'Tab', ContributorInsightsAction });
  await dynamodb.updateContributorInsights({
    TableName: 'Tab',
    ContributorInsightsAction: 'DISABLE',
  });
  const first = await dynamodb.listContributorInsights({ MaxResults: 1 });
  const next = await dynamodb.listContributorInsights({ NextToken: first.NextToken });
  expect([first, next].map((each) => each.ContributorInsightsSummaries)).toEqual([
    [
      {
        ...index,
        ContributorInsightsStatus: 'ENABLED',
        ContributorInsightsMode: 'THROTTLED_KEYS',
      },
    ],
    [
      {
        TableName: 'Tab',
        ContributorInsightsStatus: 'DISABLED',
        ContributorInsightsMode: 'ACCESSED_AND_THROTTLED_KEYS',
      },
    ],
  ]);
  expect(next.NextToken).toBeUndefined();
});
