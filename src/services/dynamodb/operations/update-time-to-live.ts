import { operation } from '../../define-service.ts';
import { tableNotFound, validationError } from '../errors.ts';
import { stateOf } from '../state-of.ts';
import { tables } from '../store.ts';
import type { TableRecord } from '../tables/table.ts';
import { tableNameOf } from '../tables/table-name.ts';

/**
 * In force with the answer; AWS takes up to an hour.
 * https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_UpdateTimeToLive.html
 */
export const updateTimeToLive = operation(
  'dynamodb',
  'UpdateTimeToLive',
  async (input, context) => {
    const name = tableNameOf(context, input.TableName);
    const specification = input.TimeToLiveSpecification!;
    const { Enabled, AttributeName } = specification;
    let started = (): void => {};
    await context.store.transact([[tables, [name]]], async (tx) => {
      const table = await tx.get(tables, [name]);
      if (!table) throw tableNotFound(name);
      checkChange(table, Enabled!, AttributeName!);
      const { ttl: _, ...rest } = table;
      tx.put(tables, [name], Enabled ? { ...rest, ttl: { attribute: AttributeName! } } : rest);
      if (Enabled)
        started = stateOf(context).jobs.add(tx, context, {
          kind: 'backfill-expiries',
          tableName: name,
        });
    });
    started();
    return { TimeToLiveSpecification: specification };
  },
);

function checkChange({ ttl }: TableRecord, enable: boolean, attribute: string): void {
  if (enable && ttl) throw validationError('TimeToLive is already enabled');
  if (!enable && !ttl) throw validationError('TimeToLive is already disabled');
  if (!enable && ttl?.attribute !== attribute)
    throw validationError(
      `TimeToLive is active on a different AttributeName: current AttributeName is ${ttl?.attribute}`,
    );
}
