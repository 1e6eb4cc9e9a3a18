import { encodeKey } from '../../../engine/key.ts';
import { validationError, within } from '../errors.ts';
import { passesKeyTest, type QueryRange } from '../expressions/key-condition.ts';
import { type IndexRecord, keyAttributes, type TableRecord } from '../tables/table.ts';
import { attributeOf, equalValues, type Item, typeOf } from '../values/attribute-value.ts';
import { validItem } from '../values/validate-value.ts';
import { checkKey } from './check-key.ts';
import { entryKey, itemKey, type RowRange } from './row-key.ts';

const INVALID = 'The provided starting key is invalid';

/** ExclusiveStartKey in itself. @throws ValidationException */
export function validStartKey(given: Item | undefined): Item | undefined {
  return given && within(`${INVALID}: `, '', () => validItem(given));
}

/** Against the schema: the keys of the table and of the index, no more and no less. @throws ValidationException */
export function checkStartKey(
  table: TableRecord,
  index: IndexRecord | undefined,
  start: Item,
): void {
  const names = new Set([...table.keys, ...(index?.keys ?? [])]);
  if (Object.keys(start).length !== names.size) throw validationError(INVALID);
  for (const { name, type } of keyAttributes(table, [...names])) {
    const value = attributeOf(start, name);
    if (!value || typeOf(value) !== type) throw validationError(INVALID);
  }
  const key = Object.fromEntries(table.keys.map((name) => [name, start[name]!]));
  within(`${INVALID}: `, '', () => checkKey(table, key));
}

/** @throws ValidationException when a Query could not have ended there */
export function checkStartInQuery(
  keys: readonly string[],
  start: Item,
  { hash, sort }: QueryRange,
): void {
  const [hashName, sortName] = keys as [string, string | undefined];
  if (sort && sortName && !passesKeyTest(sort, start[sortName]!))
    throw validationError('The provided starting key does not match the range key predicate');
  if (!equalValues(start[hashName]!, hash))
    throw validationError(
      'The provided starting key is outside query boundaries based on provided conditions',
    );
}

/** @throws ValidationException when the key is not in the segment */
export function checkStartInSegment(
  { table, index, start }: { table: TableRecord; index: IndexRecord | undefined; start: Item },
  range: RowRange,
  { segment, total }: { segment: number; total: number },
): void {
  const row = encodeKey(index ? entryKey(table, index, start)! : itemKey(table, start));
  if (Buffer.compare(row, range.gte) >= 0 && Buffer.compare(row, range.lt) < 0) return;
  throw validationError(
    `${INVALID}: Invalid ExclusiveStartKey. Please use ExclusiveStartKey with correct Segment. TotalSegments: ${total} Segment: ${segment}`,
  );
}
