/** Keys of items against the schema of their table, in AWS's words. */
import { setKey } from '../../../protocol/record-key.ts';
import { invalidParameters, validationError } from '../errors.ts';
import { HASH_KEY_LIMIT_BYTES, RANGE_KEY_LIMIT_BYTES } from '../limits.ts';
import { indexesOf, keyAttributes, type TableRecord } from '../tables/table.ts';
import { type AttributeValue, attributeOf, type Item, typeOf } from '../values/attribute-value.ts';

/** The Key of a request. @throws ValidationException */
export function checkKey(table: TableRecord, key: Item): void {
  const keys = keyAttributes(table, table.keys);
  if (Object.keys(key).length !== keys.length) throw mismatch();
  for (const [index, { name, type }] of keys.entries()) {
    const value = attributeOf(key, name);
    if (!value || typeOf(value) !== type) throw mismatch();
    checkContent(name, value, index === 0);
  }
}

function mismatch(): Error {
  return validationError('The provided key element does not match the schema');
}

/** The keys in an item that is to be put, those of indexes included. @throws ValidationException */
export function checkItemKeys(table: TableRecord, item: Item): void {
  for (const [index, { name, type }] of keyAttributes(table, table.keys).entries()) {
    const value = attributeOf(item, name);
    if (!value) throw invalidParameters(`Missing the key ${name} in the item`);
    const actual = typeOf(value);
    if (actual !== type)
      throw invalidParameters(`Type mismatch for key ${name} expected: ${type} actual: ${actual}`);
    checkContent(name, value, index === 0);
  }
  checkIndexKeys(table, item);
}

/** Of several indexes with the same key, AWS names the first by name. */
function checkIndexKeys(table: TableRecord, item: Item): void {
  for (const { index, name, type, isHash } of indexKeys(table)) {
    const value = attributeOf(item, name);
    if (!value) continue;
    const actual = typeOf(value);
    if (actual !== type) throw indexTypeMismatch(name, type, actual, index);
    const empty = emptyKind(value);
    if (empty) {
      throw validationError(
        `One or more parameter values are not valid. A value specified for a secondary index key is not supported. The AttributeValue for a key attribute cannot contain an empty ${empty} value. IndexName: ${index}, IndexKey: ${name}`,
      );
    }
    checkSize(value, isHash);
  }
}

export function indexTypeMismatch(
  name: string,
  type: string,
  actual: string,
  index: string,
): Error {
  return invalidParameters(
    `Type mismatch for Index Key ${name} Expected: ${type} Actual: ${actual} IndexName: ${index}`,
  );
}

export interface IndexKey {
  readonly index: string;
  readonly name: string;
  readonly type: string;
  readonly isHash: boolean;
}

const indexKeyCache = new WeakMap<TableRecord, readonly IndexKey[]>();

/** The key attributes of all indexes, by name of the index. */
export function indexKeys(table: TableRecord): readonly IndexKey[] {
  let keys = indexKeyCache.get(table);
  if (!keys) {
    keys = indexesOf(table)
      .toSorted((a, b) => (a.name < b.name ? -1 : 1))
      .flatMap((index) =>
        keyAttributes(table, index.keys).map(({ name, type }, position) => ({
          index: index.name,
          name,
          type,
          isHash: position === 0,
        })),
      );
    indexKeyCache.set(table, keys);
  }
  return keys;
}

function checkContent(name: string, value: AttributeValue, isHash: boolean): void {
  const empty = emptyKind(value);
  if (empty) {
    throw validationError(
      `One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an empty ${empty} value. Key: ${name}`,
    );
  }
  checkSize(value, isHash);
}

export function emptyKind(value: AttributeValue): 'string' | 'binary' | undefined {
  if (value.S === '') return 'string';
  return value.B?.byteLength === 0 ? 'binary' : undefined;
}

function checkSize(value: AttributeValue, isHash: boolean): void {
  const size = value.S === undefined ? (value.B?.byteLength ?? 0) : Buffer.byteLength(value.S);
  if (isHash && size > HASH_KEY_LIMIT_BYTES) {
    // AWS has no space there.
    throw invalidParameters(
      `Size of hashkey has exceeded the maximum size limit of${HASH_KEY_LIMIT_BYTES} bytes`,
    );
  }
  if (!isHash && size > RANGE_KEY_LIMIT_BYTES) {
    throw invalidParameters(
      `Aggregated size of all range keys has exceeded the size limit of ${RANGE_KEY_LIMIT_BYTES} bytes`,
    );
  }
}

/** The key attributes of an item. */
export function keyOf(table: TableRecord, item: Item): Item {
  const key: Record<string, AttributeValue> = {};
  for (const name of table.keys) setKey(key, name, item[name]);
  return key;
}
