import { operation } from '../../define-service.ts';
import { tableNotFound } from '../errors.ts';
import { tables } from '../store.ts';
import { checkInsightsIndex, DEFAULT_MODE, insightsOf } from '../tables/contributor-insights.ts';
import { tableNameOf } from '../tables/table-name.ts';

/**
 * Kept and shown; nobody counts keys.
 * https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_UpdateContributorInsights.html
 */
export const updateContributorInsights = operation(
  'dynamodb',
  'UpdateContributorInsights',
  async (input, context) => {
    const name = tableNameOf(context, input.TableName);
    const { IndexName: index } = input;
    const isOn = input.ContributorInsightsAction === 'ENABLE';
    const mode = await context.store.transact([[tables, [name]]], async (tx) => {
      const table = await tx.get(tables, [name]);
      if (!table) throw tableNotFound(name);
      checkInsightsIndex(table, index);
      const next = input.ContributorInsightsMode ?? insightsOf(table, index)?.mode ?? DEFAULT_MODE;
      const setting = { isOn, mode: next, changedAtEpochMs: context.clock.now() };
      const insights = { ...table.insights, [index ?? '']: setting };
      tx.put(tables, [name], { ...table, insights });
      return next;
    });
    return {
      TableName: name,
      ...(index !== undefined && { IndexName: index }),
      ContributorInsightsStatus: isOn ? ('ENABLING' as const) : ('DISABLING' as const),
      ContributorInsightsMode: mode,
    };
  },
);
