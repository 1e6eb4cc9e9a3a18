import { operation } from '../../define-service.ts';
import { checkParameterStyle, parseExpressions } from '../expressions/parse-expressions.ts';
import { project } from '../expressions/projection.ts';
import { checkKey } from '../items/check-key.ts';
import { chosenPaths, projectionFor } from '../items/choose-attributes.ts';
import { CapacityMeter, readUnits } from '../items/consumed-capacity.ts';
import { itemKey } from '../items/row-key.ts';
import { assertReadable, readSink } from '../items/throttle.ts';
import { items } from '../store.ts';
import { tableNameOf, usableTable } from '../tables/table-name.ts';
import { itemSizeBytes } from '../values/item-size.ts';
import { validItem } from '../values/validate-value.ts';

/**
 * Every read is consistent, also where a client did not ask for it.
 * https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_GetItem.html
 */
export const getItem = operation('dynamodb', 'GetItem', async (input, context) => {
  const name = tableNameOf(context, input.TableName);
  checkParameterStyle(input, ['ProjectionExpression'], ['AttributesToGet']);
  const key = validItem(input.Key!);
  const paths = chosenPaths(input.AttributesToGet, parseExpressions(input));
  const table = await usableTable(context, name);
  checkKey(table, key);
  const projection = projectionFor(table, paths);
  assertReadable(context, table);
  const item = await context.store.get(items, itemKey(table, key));
  const meter = new CapacityMeter(input.ReturnConsumedCapacity, undefined, readSink(context));
  if (!meter.isOff)
    meter.add(table, readUnits(item ? itemSizeBytes(item) : 0, input.ConsistentRead ?? false));
  if (!item) return meter.one();
  const shown = projection ? project(item, projection) : item;
  return { Item: shown, ...meter.one() };
});
