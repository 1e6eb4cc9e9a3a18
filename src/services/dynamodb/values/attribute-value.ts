import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { compareNumbers } from './decimal.ts';

export type { AttributeValue };

/** The attributes of an item, or of a map, by name. Never changed in place: what is read may be shared. */
export type Item = Readonly<Record<string, AttributeValue>>;

export type ValueType = 'S' | 'N' | 'B' | 'SS' | 'NS' | 'BS' | 'L' | 'M' | 'BOOL' | 'NULL';

/** The type of a valid value: the name of its only member. */
export function typeOf(value: AttributeValue): ValueType {
  for (const type in value) return type as ValueType;
  throw new TypeError('An attribute value has no type.');
}

/** An attribute by name; inherited members such as `constructor` are none. */
export function attributeOf(item: Item, name: string): AttributeValue | undefined {
  return Object.hasOwn(item, name) ? item[name] : undefined;
}

/** Sets are equal whatever their order. Both must be canonical. */
export function equalValues(a: AttributeValue, b: AttributeValue): boolean {
  const type = typeOf(a);
  if (type !== typeOf(b)) return false;
  switch (type) {
    case 'B':
      return Buffer.compare(a.B!, b.B!) === 0;
    case 'SS':
      return equalSets(a.SS!, b.SS!);
    case 'NS':
      return equalSets(a.NS!, b.NS!);
    case 'BS':
      return equalSets(a.BS!.map(toText), b.BS!.map(toText));
    case 'L':
      return (
        a.L!.length === b.L!.length && a.L!.every((each, index) => equalValues(each, b.L![index]!))
      );
    case 'M':
      return equalItems(a.M!, b.M!);
    case 'NULL':
      return true;
    default:
      return a[type] === b[type];
  }
}

export function equalItems(a: Item, b: Item): boolean {
  const names = Object.keys(a);
  return (
    names.length === Object.keys(b).length &&
    names.every((name) => Object.hasOwn(b, name) && equalValues(a[name]!, b[name]!))
  );
}

function equalSets(a: readonly string[], b: readonly string[]): boolean {
  if (a.length !== b.length) return false;
  const members = new Set(a);
  return b.every((each) => members.has(each));
}

/** Bytes as text that is equal when they are. */
export function toText(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
}

/** @returns undefined when values of these types have no order */
export function compareValues(a: AttributeValue, b: AttributeValue): number | undefined {
  if (a.S !== undefined && b.S !== undefined) return compareUtf8(a.S, b.S);
  if (a.N !== undefined && b.N !== undefined) return compareNumbers(a.N, b.N);
  if (a.B !== undefined && b.B !== undefined) return Buffer.compare(a.B, b.B);
  return undefined;
}

/** Compares by UTF-8 bytes, in which surrogate pairs come after all other characters. */
export function compareUtf8(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  for (let index = 0; index < length; index++) {
    const left = a.charCodeAt(index);
    const right = b.charCodeAt(index);
    if (left !== right) return rank(left) - rank(right);
  }
  return a.length - b.length;
}

function rank(unit: number): number {
  const isSurrogate = unit >= 0xd800 && unit < 0xe000;
  return isSurrogate ? unit + 0x10000 : unit;
}
