import type { ContributorInsightsSummary } from '@aws-sdk/client-dynamodb';
import { operation } from '../../define-service.ts';
import { tables } from '../store.ts';
import { existingTable, tableNameOf } from '../tables/table-name.ts';
import type { TableRecord } from '../tables/table.ts';

const PAGE_LIMIT = 100;

/**
 * Only what a person ever set; a token is the number of those already shown.
 * https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_ListContributorInsights.html
 */
export const listContributorInsights = operation(
  'dynamodb',
  'ListContributorInsights',
  async (input, context) => {
    const { TableName: given, MaxResults } = input;
    const limit = MaxResults === undefined || MaxResults <= 0 ? PAGE_LIMIT : MaxResults;
    const listed =
      given === undefined
        ? (await context.store.scan(tables)).map(({ value }) => value)
        : [await existingTable(context, tableNameOf(context, given))];
    const all = listed.flatMap(summaries);
    const start = Number.parseInt(input.NextToken ?? '0', 10) || 0;
    const end = start + limit;
    return {
      ContributorInsightsSummaries: all.slice(start, end),
      ...(end < all.length && { NextToken: String(end) }),
    };
  },
);

function summaries({ name, insights = {} }: TableRecord): ContributorInsightsSummary[] {
  return Object.entries(insights).map(([index, { isOn, mode }]) => ({
    TableName: name,
    ...(index !== '' && { IndexName: index }),
    ContributorInsightsStatus: isOn ? 'ENABLED' : 'DISABLED',
    ContributorInsightsMode: mode,
  }));
}
