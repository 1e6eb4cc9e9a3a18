import type { QueryInput } from '@aws-sdk/client-dynamodb';
import { operation } from '../../define-service.ts';
import { validationError } from '../errors.ts';
import { assertKeysAreScalars, attributesIn, type Condition } from '../expressions/condition.ts';
import { type KeyTests, toQueryRange } from '../expressions/key-condition.ts';
import {
  checkConditionalOperator,
  fromFilter,
  fromKeyConditions,
} from '../expressions/legacy-conditions.ts';
import {
  checkParameterStyle,
  type Expressions,
  parseExpressions,
} from '../expressions/parse-expressions.ts';
import { chosenPaths, projectionFor } from '../items/choose-attributes.ts';
import { pageAnswer } from '../items/page-answer.ts';
import { readPage } from '../items/read-page.ts';
import { queryRange } from '../items/row-key.ts';
import { checkSelect, needsItems } from '../items/select.ts';
import { checkStartInQuery, checkStartKey, validStartKey } from '../items/start-key.ts';
import { assertReadable } from '../items/throttle.ts';
import { isLocal, keyAttributes, type TableRecord } from '../tables/table.ts';
import { tableNameOf, usableIndex, usableTable } from '../tables/table-name.ts';

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_Query.html */
export const query = operation('dynamodb', 'Query', async (input, context) => {
  const name = tableNameOf(context, input.TableName);
  checkParameterStyle(
    input,
    ['ProjectionExpression', 'FilterExpression', 'KeyConditionExpression'],
    ['AttributesToGet', 'QueryFilter', 'ConditionalOperator', 'KeyConditions'],
  );
  checkConditionalOperator(input.ConditionalOperator, input.QueryFilter);
  const legacyFilter =
    input.QueryFilter && fromFilter(input.QueryFilter, input.ConditionalOperator);
  const start = validStartKey(input.ExclusiveStartKey);
  if (!input.KeyConditions && input.KeyConditionExpression === undefined)
    throw validationError(
      'Either the KeyConditions or KeyConditionExpression parameter must be specified in the request.',
    );
  const expressions = parseExpressions(input);
  const paths = chosenPaths(input.AttributesToGet, expressions);
  const tests = keyTests(input, expressions);
  checkSelect(input, paths);

  const table = await usableTable(context, name);
  const index = input.IndexName === undefined ? undefined : usableIndex(table, input.IndexName);
  if (index && !isLocal(table, index) && input.ConsistentRead)
    throw validationError('Consistent reads are not supported on global secondary indexes');
  const keys = index?.keys ?? table.keys;
  if (start) checkStartKey(table, index, start);
  const range = toQueryRange(tests, keyAttributes(table, keys));
  if (start) checkStartInQuery(keys, start, range);
  const projection = projectionFor(table, paths);
  const filter = legacyFilter ?? expressions.filter;
  checkFilter(filter, keys, table, legacyFilter ? 'QueryFilter' : 'Filter Expression');

  assertReadable(context, table, index);
  const page = await readPage(context, {
    table,
    index,
    range: queryRange(index?.rowsId ?? table.rowsId, range),
    reverse: input.ScanIndexForward === false,
    limit: input.Limit,
    after: start,
    filter,
    fetchesItems: needsItems(table, index, input.Select, paths),
  });
  return pageAnswer(context, page, input, { table, index, projection });
});

function keyTests(input: QueryInput, { keys }: Expressions): KeyTests {
  return input.KeyConditions ? fromKeyConditions(input.KeyConditions) : keys!;
}

/** A filter cannot look at what the key condition already decides. */
function checkFilter(
  filter: Condition | undefined,
  keys: readonly string[],
  table: TableRecord,
  parameter: string,
): void {
  if (!filter) return;
  const paths = attributesIn(filter);
  const key = keys.find((name) => paths.some((path) => path[0] === name));
  if (key !== undefined)
    throw validationError(
      `${parameter} can only contain non-primary key attributes: Primary key attribute: ${key}`,
    );
  assertKeysAreScalars(paths, new Set(table.keys), 'Key');
}
