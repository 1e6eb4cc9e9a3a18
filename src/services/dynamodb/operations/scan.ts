import type { ScanInput } from '@aws-sdk/client-dynamodb';
import { operation } from '../../define-service.ts';
import { validationError } from '../errors.ts';
import { checkConditionalOperator, fromFilter } from '../expressions/legacy-conditions.ts';
import { checkParameterStyle, parseExpressions } from '../expressions/parse-expressions.ts';
import { chosenPaths, projectionFor } from '../items/choose-attributes.ts';
import { pageAnswer } from '../items/page-answer.ts';
import { checkConditionPaths } from '../items/prepare-write.ts';
import { readPage } from '../items/read-page.ts';
import { segmentRange } from '../items/row-key.ts';
import { checkSelect, needsItems } from '../items/select.ts';
import { checkStartInSegment, checkStartKey, validStartKey } from '../items/start-key.ts';
import { assertReadable } from '../items/throttle.ts';
import { isLocal } from '../tables/table.ts';
import { tableNameOf, usableIndex, usableTable } from '../tables/table-name.ts';

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_Scan.html */
export const scan = operation('dynamodb', 'Scan', async (input, context) => {
  const name = tableNameOf(context, input.TableName);
  checkParameterStyle(
    input,
    ['ProjectionExpression', 'FilterExpression'],
    ['AttributesToGet', 'ScanFilter', 'ConditionalOperator'],
  );
  checkConditionalOperator(input.ConditionalOperator, input.ScanFilter);
  const legacyFilter = input.ScanFilter && fromFilter(input.ScanFilter, input.ConditionalOperator);
  const start = validStartKey(input.ExclusiveStartKey);
  const slice = segmentOf(input);
  const expressions = parseExpressions(input);
  const paths = chosenPaths(input.AttributesToGet, expressions);
  checkSelect(input, paths);

  const table = await usableTable(context, name);
  const index = input.IndexName === undefined ? undefined : usableIndex(table, input.IndexName);
  if (index && !isLocal(table, index) && input.ConsistentRead)
    throw validationError('Consistent reads are not supported on global secondary indexes');
  const range = segmentRange(index?.rowsId ?? table.rowsId, slice.segment, slice.total);
  if (start) {
    checkStartKey(table, index, start);
    checkStartInSegment({ table, index, start }, range, slice);
  }
  const projection = projectionFor(table, paths);
  const filter = legacyFilter ?? expressions.filter;
  checkConditionPaths(table, filter);

  assertReadable(context, table, index);
  const page = await readPage(context, {
    table,
    index,
    range,
    limit: input.Limit,
    after: start,
    filter,
    fetchesItems: needsItems(table, index, input.Select, paths),
  });
  return pageAnswer(context, page, input, { table, index, projection });
});

/** @throws ValidationException */
function segmentOf({ Segment, TotalSegments }: ScanInput): { segment: number; total: number } {
  if (Segment !== undefined && TotalSegments === undefined)
    throw validationError(
      'The TotalSegments parameter is required but was not present in the request when Segment parameter is present',
    );
  if (TotalSegments !== undefined && Segment === undefined)
    throw validationError(
      'The Segment parameter is required but was not present in the request when parameter TotalSegments is present',
    );
  const segment = Segment ?? 0;
  const total = TotalSegments ?? 1;
  if (segment >= total)
    throw validationError(
      `The Segment parameter is zero-based and must be less than parameter TotalSegments: Segment: ${segment} is not less than TotalSegments: ${total}`,
    );
  return { segment, total };
}
