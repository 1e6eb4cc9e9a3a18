/** The partition keys of a request, for policies that give each user its items. https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/specifying-conditions.html */
import type { AttributeValue } from './values/attribute-value.ts';
import { indexesOf, type TableRecord } from './tables/table.ts';

export type Item = Readonly<Record<string, AttributeValue>>;

/** Stands for a key that could not be told: it is in no policy, so that nothing is allowed by mistake. */
const UNKNOWN = '\0';

/** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html#limits-expression-parameters */
const LONGEST_EXPRESSION = 4096;

export function leadingKeys(table: TableRecord, items: readonly Item[]): string[] {
  const name = table.keys[0] ?? '';
  return items.map((item) => textOfValue(item[name]));
}

/** Of the equality that every query has, on the table's or the index's partition key. */
export function leadingKeysOfQuery(
  table: TableRecord,
  input: Readonly<Record<string, unknown>>,
): string[] {
  const index = indexesOf(table).find((each) => each.name === input['IndexName']);
  const name = (index ?? table).keys[0] ?? '';
  const old = (
    input['KeyConditions'] as Record<string, { AttributeValueList?: AttributeValue[] }>
  )?.[name];
  if (old) return [textOfValue(old.AttributeValueList?.[0])];
  const aliases = (input['ExpressionAttributeNames'] ?? {}) as Record<string, string>;
  const values = (input['ExpressionAttributeValues'] ?? {}) as Record<string, AttributeValue>;
  const expression = String(input['KeyConditionExpression'] ?? '');
  // Longer ones are refused by the operation; they are not searched before.
  if (expression.length > LONGEST_EXPRESSION) return [UNKNOWN];
  for (const [, left = '', right = ''] of expression.matchAll(/([\w#.-]+)\s*=\s*(:\w+)/g))
    if ((aliases[left] ?? left) === name) return [textOfValue(values[right])];
  for (const [, right = '', left = ''] of expression.matchAll(/(:\w+)\s*=\s*([\w#.-]+)/g))
    if ((aliases[left] ?? left) === name) return [textOfValue(values[right])];
  return [UNKNOWN];
}

function textOfValue(value: AttributeValue | undefined): string {
  if (value?.S !== undefined) return value.S;
  if (value?.N !== undefined) return value.N;
  return value?.B === undefined ? UNKNOWN : Buffer.from(value.B).toString('base64');
}
