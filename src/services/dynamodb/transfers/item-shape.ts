import type { AttributeValue, Item } from '../values/attribute-value.ts';

type Test = (value: unknown) => boolean;

const isText: Test = (value) => typeof value === 'string';
const isFlag: Test = (value) => typeof value === 'boolean';
const isBytes: Test = (value) => value instanceof Uint8Array;
const isListOf =
  (test: Test): Test =>
  (value) =>
    Array.isArray(value) && value.every(test);

const TESTS: ReadonlyMap<string, Test> = new Map([
  ['S', isText],
  ['N', isText],
  ['B', isBytes],
  ['SS', isListOf(isText)],
  ['NS', isListOf(isText)],
  ['BS', isListOf(isBytes)],
  ['L', isListOf((value) => isAttribute(value))],
  ['M', (value) => isItem(value)],
  ['BOOL', isFlag],
  ['NULL', isFlag],
]);

/**
 * Whether something out of a file has the shape of an item. Requests are checked by the protocol;
 * what their values may be is `validItem`'s to say.
 */
export function isItem(value: unknown): value is Item {
  return isRecord(value) && Object.values(value).every(isAttribute);
}

function isAttribute(value: unknown): value is AttributeValue {
  return (
    isRecord(value) &&
    Object.entries(value).every(([type, content]) => TESTS.get(type)?.(content) ?? false)
  );
}

function isRecord(value: unknown): value is object {
  return (
    typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    !(value instanceof Uint8Array)
  );
}
