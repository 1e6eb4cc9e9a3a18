import type { ItemCollectionMetrics, TransactWriteItem } from '@aws-sdk/client-dynamodb';
import type { AwsError } from '../../../protocol/aws-error.ts';
import type { Context } from '../../context.ts';
import { operation } from '../../define-service.ts';
import { validationError } from '../errors.ts';
import { type Expressions, parseExpressions } from '../expressions/parse-expressions.ts';
import { checkKey } from '../items/check-key.ts';
import { CapacityMeter, TRANSACTIONAL, readUnits } from '../items/consumed-capacity.ts';
import {
  assertCondition,
  checkConditionPaths,
  checkItemSize,
  prepareDelete,
  preparePut,
  prepareUpdate,
  type WriteCondition,
} from '../items/prepare-write.ts';
import { orReason, runTransaction } from '../items/transaction.ts';
import { collectionMetrics, conditionOf, meterWrite } from '../items/write-answer.ts';
import type { ItemWrite } from '../items/write-items.ts';
import type { TableRecord } from '../tables/table.ts';
import { tableNameOf, usableTable } from '../tables/table-name.ts';
import type { Item } from '../values/attribute-value.ts';
import { itemSizeBytes } from '../values/item-size.ts';
import { validItem } from '../values/validate-value.ts';

/** An action whose own parameters are in order; its table has not been looked at. */
interface Action {
  readonly tableName: string;
  prepare(table: TableRecord): ItemWrite;
}

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TransactWriteItems.html */
export const transactWriteItems = operation(
  'dynamodb',
  'TransactWriteItems',
  async (input, context) => {
    const actions = input.TransactItems!.map((each) => toAction(each, context));
    const writes: (ItemWrite | AwsError)[] = [];
    for (const { tableName, prepare } of actions) {
      const table = await usableTable(context, tableName);
      writes.push(orReason(() => prepare(table)));
    }
    const written = await runTransaction(context, writes, {
      token: input.ClientRequestToken,
      request: input.TransactItems!,
    });
    if (!written) return repeatedAnswer(input.ReturnConsumedCapacity, writes as ItemWrite[]);
    const meter = new CapacityMeter(input.ReturnConsumedCapacity, 'WriteCapacityUnits');
    for (const each of written) meterWrite(meter, each, TRANSACTIONAL);
    const metrics = metricsOf(input.ReturnItemCollectionMetrics, writes as ItemWrite[]);
    return { ...meter.all(), ...(metrics && { ItemCollectionMetrics: metrics }) };
  },
);

function toAction(item: TransactWriteItem, context: Context): Action {
  const given = [item.ConditionCheck, item.Put, item.Update, item.Delete];
  if (given.filter((each) => each !== undefined).length !== 1)
    throw validationError('TransactItems can only contain one of Check, Put, Update or Delete');
  const { ConditionCheck, Put, Update, Delete } = item;
  const only = (ConditionCheck ?? Put ?? Update ?? Delete)!;
  const tableName = tableNameOf(context, only.TableName);
  const expressions = parseExpressions(only);
  const when = conditionOf(only, expressions);
  if (Put) return { tableName, prepare: putOf(validItem(Put.Item!), when) };
  const key = validItem((only as { Key: Item }).Key);
  if (Update) return { tableName, prepare: updateOf(key, expressions, when) };
  if (Delete) return { tableName, prepare: (table) => prepareDelete(table, key, when) };
  return { tableName, prepare: (table) => prepareCheck(table, key, when) };
}

function putOf(item: Item, when: WriteCondition): Action['prepare'] {
  checkItemSize(item);
  return (table) => preparePut(table, item, when);
}

function updateOf(
  key: Item,
  { update = [] }: Expressions,
  when: WriteCondition,
): Action['prepare'] {
  return (table) => prepareUpdate(table, key, update, when);
}

function prepareCheck(table: TableRecord, key: Item, when: WriteCondition): ItemWrite {
  checkKey(table, key);
  checkConditionPaths(table, when.condition);
  return {
    table,
    key,
    decide(before) {
      assertCondition(when, before);
      return before;
    },
  };
}

/** A repeated request reads what it wrote before, and is charged for that. */
function repeatedAnswer(
  kind: 'INDEXES' | 'TOTAL' | 'NONE' | undefined,
  writes: readonly ItemWrite[],
): object {
  const meter = new CapacityMeter(kind, 'ReadCapacityUnits');
  for (const { table, key } of writes)
    meter.add(table, TRANSACTIONAL * readUnits(itemSizeBytes(key), true));
  return meter.all();
}

function metricsOf(
  asked: string | undefined,
  writes: readonly ItemWrite[],
): Record<string, ItemCollectionMetrics[]> | undefined {
  const metrics: Record<string, ItemCollectionMetrics[]> = {};
  for (const { table, key } of writes) {
    const each = collectionMetrics(asked, table, key);
    if (each) (metrics[table.name] ??= []).push(each);
  }
  return Object.keys(metrics).length > 0 ? metrics : undefined;
}
