import { setKey } from '../../../protocol/record-key.ts';
import type { ConsumedCapacity } from '@aws-sdk/client-dynamodb';
import { decodeAttributes, encodeAttributes } from '../../attribute-json.ts';
import type { Context } from '../../context.ts';
import { invalidParameters, validationError } from '../errors.ts';
import { attributesIn } from '../expressions/condition.ts';
import type { Path } from '../expressions/path.ts';
import { valueAt } from '../expressions/path.ts';
import { CapacityMeter, readUnits } from '../items/consumed-capacity.ts';
import { type Page, readPage } from '../items/read-page.ts';
import { queryRange, type RowRange, segmentRange } from '../items/row-key.ts';
import { needsItems } from '../items/select.ts';
import { checkStartKey } from '../items/start-key.ts';
import { assertReadable, readSink } from '../items/throttle.ts';
import { tableNameOf, usableTable } from '../tables/table-name.ts';
import {
  indexesOf,
  type IndexRecord,
  isLocal,
  keyAttributes,
  projectedAttributes,
  type TableRecord,
} from '../tables/table.ts';
import type { AttributeValue, Item } from '../values/attribute-value.ts';
import { planSelect, type SelectPlan } from './split-where.ts';
import type { SelectStatement } from './statement.ts';

export interface SelectOptions {
  readonly limit?: number | undefined;
  readonly token?: string | undefined;
  readonly consistent?: boolean | undefined;
  readonly capacity?: 'INDEXES' | 'TOTAL' | 'NONE' | undefined;
}

type Attributes = Record<string, AttributeValue>;

export interface SelectAnswer {
  Items: Attributes[];
  NextToken?: string;
  LastEvaluatedKey?: Attributes;
  ConsumedCapacity?: ConsumedCapacity;
}

/** Where the next page begins: in which of the ranges, and after which key. */
interface Position {
  range: number;
  key?: Item;
}

/** @throws ValidationException, ResourceNotFoundException */
export async function runSelect(
  context: Context,
  statement: SelectStatement,
  options: SelectOptions,
): Promise<SelectAnswer> {
  const table = await usableTable(context, tableNameOf(context, statement.table));
  const index = findIndex(table, statement.index);
  if (index && !isLocal(table, index) && options.consistent)
    throw validationError('Strongly consistent read is not supported on Global Secondary Indexes');
  const keys = keyAttributes(table, index?.keys ?? table.keys);
  const plan = planSelect(statement.where, keys);
  checkProjected(table, index, plan);
  checkOrder(statement, plan, keys[1]?.name);
  const rowsId = index?.rowsId ?? table.rowsId;
  const ranges = plan.ranges?.map((each) => queryRange(rowsId, each)) ?? [
    segmentRange(rowsId, 0, 1),
  ];
  const position = decodeToken(options.token, ranges.length);
  if (position.key) checkStartKey(table, index, position.key);
  const request = {
    table,
    index,
    filter: plan.filter,
    reverse: statement.order?.descending ?? false,
    fetchesItems: needsItems(table, index, undefined, statement.paths),
  };
  assertReadable(context, table, index);
  const { page, next } = await readRanges(context, request, ranges, position, options.limit);
  const meter = new CapacityMeter(options.capacity, undefined, readSink(context));
  meter.add(table, readUnits(page.sizeBytes, options.consistent ?? false), index);
  return {
    Items: page.items.map((item) => choose(item, statement.paths)),
    ...(next && { NextToken: encodeToken(next) }),
    ...(next?.key && { LastEvaluatedKey: next.key }),
    ...meter.one(),
  };
}

/** The message says less than that of Query. */
function findIndex(table: TableRecord, name: string | undefined): IndexRecord | undefined {
  if (name === undefined) return undefined;
  const index = indexesOf(table).find((each) => each.name === name && each.status === 'ACTIVE');
  if (!index) throw validationError('The table does not have the specified index');
  return index;
}

function checkProjected(
  table: TableRecord,
  index: IndexRecord | undefined,
  plan: SelectPlan,
): void {
  const held = index && projectedAttributes(table, index);
  if (!held || !plan.filter) return;
  const lacking = attributesIn(plan.filter)
    .map(([name]) => name as string)
    .filter((name) => !held.includes(name));
  if (lacking.length > 0)
    throw invalidParameters(
      `Secondary index ${index.name} does not project one or more filter attributes: [${[...new Set(lacking)].join(', ')}]`,
    );
}

function checkOrder(
  { order }: SelectStatement,
  { ranges }: SelectPlan,
  sortName: string | undefined,
): void {
  if (!order) return;
  if (!ranges)
    throw validationError('Must have WHERE clause in the statement when using ORDER BY clause.');
  if (order.name !== sortName)
    throw validationError(
      `Variable reference ${order.name} in ORDER BY clause must be part of the primary key`,
    );
}

async function readRanges(
  context: Context,
  request: Omit<Parameters<typeof readPage>[1], 'range' | 'limit' | 'after'>,
  ranges: readonly RowRange[],
  start: Position,
  limit: number | undefined,
): Promise<{ page: Page; next?: Position }> {
  const items: Item[] = [];
  let scannedCount = 0;
  let sizeBytes = 0;
  for (let at = start.range; at < ranges.length; at++) {
    const page = await readPage(context, {
      ...request,
      range: ranges[at]!,
      limit: limit === undefined ? undefined : limit - scannedCount,
      after: at === start.range ? start.key : undefined,
    });
    items.push(...page.items);
    scannedCount += page.scannedCount;
    sizeBytes += page.sizeBytes;
    const sum = { items, scannedCount, sizeBytes, fetchedBytes: [] };
    if (page.lastKey) return { page: sum, next: { range: at, key: page.lastKey } };
    if (limit !== undefined && scannedCount >= limit && at + 1 < ranges.length)
      return { page: sum, next: { range: at + 1 } };
  }
  return { page: { items, scannedCount, sizeBytes, fetchedBytes: [] } };
}

/** A chosen path comes under its last name, as in SQL. */
export function choose(item: Item, paths: readonly Path[] | undefined): Attributes {
  if (!paths) return item;
  const chosen: Attributes = {};
  for (const path of paths) {
    const value = valueAt(item, path);
    const name = path.findLast((part) => typeof part === 'string') as string;
    if (value) setKey(chosen, name, value);
  }
  return chosen;
}

function encodeToken(position: Position): string {
  return Buffer.from(encodeAttributes(position)).toString('base64');
}

function decodeToken(token: string | undefined, ranges: number): Position {
  if (token === undefined) return { range: 0 };
  try {
    const position = decodeAttributes<Position>(Buffer.from(token, 'base64'));
    if (Number.isInteger(position.range) && position.range >= 0 && position.range < ranges)
      return position;
  } catch {
    // Not one of ours.
  }
  throw validationError('Invalid NextToken');
}
