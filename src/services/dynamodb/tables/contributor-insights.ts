import { serviceError } from '../../define-service.ts';
import { indexesOf, type InsightsSetting, type TableRecord } from './table.ts';

export const DEFAULT_MODE = 'ACCESSED_AND_THROTTLED_KEYS';

/** @throws ResourceNotFoundException when the table has no such index */
export function checkInsightsIndex(table: TableRecord, index: string | undefined): void {
  if (index === undefined || indexesOf(table).some((each) => each.name === index)) return;
  throw serviceError(
    'dynamodb',
    'ResourceNotFoundException',
    `Requested resource not found: Index: ${index} not found`,
  );
}

/** What a person set for the table or the index; undefined when nothing was ever set. */
export function insightsOf(
  table: TableRecord,
  index: string | undefined,
): InsightsSetting | undefined {
  const { insights = {} } = table;
  const name = index ?? '';
  return Object.hasOwn(insights, name) ? insights[name] : undefined;
}
