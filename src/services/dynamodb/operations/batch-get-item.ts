import type { KeysAndAttributes } from '@aws-sdk/client-dynamodb';
import { encodeKey, type KeyPart } from '../../../engine/key.ts';
import type { AwsError } from '../../../protocol/aws-error.ts';
import type { Context } from '../../context.ts';
import { operation } from '../../define-service.ts';
import { validationError } from '../errors.ts';
import { checkParameterStyle, parseExpressions } from '../expressions/parse-expressions.ts';
import type { Path } from '../expressions/path.ts';
import { project } from '../expressions/projection.ts';
import { checkKey } from '../items/check-key.ts';
import { chosenPaths, projectionFor } from '../items/choose-attributes.ts';
import { CapacityMeter, readUnits } from '../items/consumed-capacity.ts';
import { itemKey } from '../items/row-key.ts';
import { assertReadable, readSink, refusalOf } from '../items/throttle.ts';
import { BATCH_GET_LIMIT_BYTES, BATCH_GET_LIMIT_ITEMS } from '../limits.ts';
import { items } from '../store.ts';
import type { TableRecord } from '../tables/table.ts';
import { tableNameOf, usableTable } from '../tables/table-name.ts';
import type { AttributeValue, Item } from '../values/attribute-value.ts';
import { itemSizeBytes } from '../values/item-size.ts';
import { validItem } from '../values/validate-value.ts';

type Attributes = Record<string, AttributeValue>;

interface TableRequest {
  /** As the client gave it, name or ARN; the answer says it again. */
  readonly given: string;
  readonly name: string;
  readonly keys: readonly Item[];
  readonly paths: readonly Path[] | undefined;
  readonly request: KeysAndAttributes;
}

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchGetItem.html */
export const batchGetItem = operation('dynamodb', 'BatchGetItem', async (input, context) => {
  checkOneStyle(Object.values(input.RequestItems!));
  const requests = Object.entries(input.RequestItems!).map(([given, each]) =>
    toRequest(given, each, context),
  );
  const count = requests.reduce((sum, { keys }) => sum + keys.length, 0);
  if (count > BATCH_GET_LIMIT_ITEMS)
    throw validationError('Too many items requested for the BatchGetItem call');
  const meter = new CapacityMeter(input.ReturnConsumedCapacity, undefined, readSink(context));
  const responses: Record<string, Attributes[]> = {};
  const unprocessed: Record<string, KeysAndAttributes> = {};
  let leftBytes = BATCH_GET_LIMIT_BYTES;
  let refusal: AwsError | undefined;
  let readCount = 0;
  for (const request of requests) {
    const table = await usableTable(context, request.name);
    const projection = projectionFor(table, request.paths);
    const found = await context.store.getMany(items, rowsOf(table, request.keys));
    const shown: Attributes[] = [];
    const left: Attributes[] = [];
    for (const [index, item] of found.entries()) {
      const size = item ? itemSizeBytes(item) : 0;
      const refused = refusalOf(() => assertReadable(context, table));
      refusal ??= refused;
      if (refused || size > leftBytes) {
        left.push(request.keys[index] as Attributes);
        continue;
      }
      leftBytes -= size;
      readCount++;
      meter.add(
        table,
        readUnits(size, request.request.ConsistentRead ?? false),
        undefined,
        request.given,
      );
      if (item) shown.push(projection ? project(item, projection) : item);
    }
    responses[request.given] = shown;
    if (left.length > 0) unprocessed[request.given] = { ...request.request, Keys: left };
  }
  if (refusal && readCount === 0) throw refusal;
  return { Responses: responses, UnprocessedKeys: unprocessed, ...meter.all() };
});

/** One request speaks one language, whatever the table. */
function checkOneStyle(requests: readonly KeysAndAttributes[]): void {
  const given = (name: 'AttributesToGet' | 'ProjectionExpression'): unknown =>
    requests.find((each) => each[name] !== undefined)?.[name];
  checkParameterStyle(
    {
      AttributesToGet: given('AttributesToGet'),
      ProjectionExpression: given('ProjectionExpression'),
    },
    ['ProjectionExpression'],
    ['AttributesToGet'],
  );
}

function toRequest(given: string, request: KeysAndAttributes, context: Context): TableRequest {
  const name = tableNameOf(context, given);
  checkParameterStyle(request, ['ProjectionExpression'], ['AttributesToGet']);
  const keys = request.Keys!.map((each) => validItem(each));
  const paths = chosenPaths(request.AttributesToGet, parseExpressions(request));
  return { given, name, keys, paths, request };
}

/** @throws ValidationException when a key stands there twice */
function rowsOf(table: TableRecord, keys: readonly Item[]): KeyPart[][] {
  const seen = new Set<string>();
  return keys.map((key) => {
    checkKey(table, key);
    const row = itemKey(table, key);
    const text = Buffer.from(encodeKey(row)).toString('latin1');
    if (seen.has(text)) throw validationError('Provided list of item keys contains duplicates');
    seen.add(text);
    return row;
  });
}
