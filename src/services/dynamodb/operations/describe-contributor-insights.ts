import { operation } from '../../define-service.ts';
import { checkInsightsIndex, insightsOf } from '../tables/contributor-insights.ts';
import { existingTable, tableNameOf } from '../tables/table-name.ts';

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_DescribeContributorInsights.html */
export const describeContributorInsights = operation(
  'dynamodb',
  'DescribeContributorInsights',
  async (input, context) => {
    const table = await existingTable(context, tableNameOf(context, input.TableName));
    checkInsightsIndex(table, input.IndexName);
    const setting = insightsOf(table, input.IndexName);
    return {
      TableName: table.name,
      ...(input.IndexName !== undefined && { IndexName: input.IndexName }),
      ContributorInsightsStatus: setting?.isOn ? ('ENABLED' as const) : ('DISABLED' as const),
      ...(setting && {
        LastUpdateDateTime: new Date(setting.changedAtEpochMs),
        ContributorInsightsMode: setting.mode,
      }),
    };
  },
);
