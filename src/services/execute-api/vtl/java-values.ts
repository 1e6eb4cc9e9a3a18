/**
 * The values of templates, as Java has them: String (string), Integer (an integral number), Double
 * (`JavaDouble`), Boolean, null, List (array), Map (Map) and objects with methods (`HostObject`).
 */
import { VtlError } from './template.ts';

export type Value =
  | string
  | number
  | boolean
  | null
  | undefined
  | JavaDouble
  | Value[]
  | Map<string, Value>
  | HostObject;

/** Kept apart from integers, because `1.0` prints its fraction and divides without truncation. */
export class JavaDouble {
  readonly value: number;

  constructor(value: number) {
    this.value = value;
  }
}

/** `$input`, `$util`: methods by name, and properties. */
export class HostObject {
  readonly methods: Readonly<Record<string, (...args: Value[]) => Value>>;
  readonly properties: Readonly<Record<string, () => Value>>;

  constructor(
    methods: Readonly<Record<string, (...args: Value[]) => Value>>,
    properties: Readonly<Record<string, () => Value>> = {},
  ) {
    this.methods = methods;
    this.properties = properties;
  }
}

/** A list that came out of JSON: it prints as JSON does, where a list of the template prints as Java's. */
const jsonLists = new WeakSet<Value[]>();
/** What a text or an output may grow to; API Gateway's payloads end there. */
const LONGEST_TEXT = 10 * 1024 * 1024;

/** JSON text as template values. @throws SyntaxError */
export function parseJson(text: string): Value {
  const parsed: unknown = JSON.parse(text, function (
    _key,
    value: unknown,
    context?: { source?: string },
  ) {
    if (typeof value !== 'number') return value;
    return context?.source !== undefined && /[.eE]/.test(context.source)
      ? new JavaDouble(value)
      : value;
  } as (key: string, value: unknown) => unknown);
  return fromParsed(parsed);
}

/** Plain objects and arrays as Maps and lists. */
export function fromParsed(value: unknown): Value {
  if (value === null || value === undefined) return null;
  if (value instanceof JavaDouble) return value;
  if (Array.isArray(value)) {
    const list = value.map(fromParsed);
    jsonLists.add(list);
    return list;
  }
  if (typeof value === 'object')
    return new Map(Object.entries(value).map(([key, each]) => [key, fromParsed(each)]));
  if (typeof value === 'number' && !Number.isInteger(value)) return new JavaDouble(value);
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
    ? value
    : null;
}

/** As JSON. Template lists and maps alike; what has no JSON form is its text. */
export function toJson(value: Value): string {
  if (value === null || value === undefined) return 'null';
  if (value instanceof JavaDouble) return printDouble(value.value);
  if (Array.isArray(value)) return `[${value.map(toJson).join(',')}]`;
  if (value instanceof Map)
    return `{${[...value].map(([key, each]) => `${JSON.stringify(key)}:${toJson(each)}`).join(',')}}`;
  return value instanceof HostObject ? '{}' : JSON.stringify(value);
}

/** As Java's `toString` prints it: `{a=1, b=[x, y]}`. */
export function print(value: Value): string {
  if (value === null || value === undefined) return 'null';
  if (typeof value === 'string') return value;
  if (value instanceof JavaDouble) return printDouble(value.value);
  if (Array.isArray(value))
    return jsonLists.has(value) ? toJson(value) : `[${value.map(print).join(', ')}]`;
  if (value instanceof Map)
    return `{${[...value].map(([key, each]) => `${key}=${print(each)}`).join(', ')}}`;
  return value instanceof HostObject ? '{}' : String(value);
}

function printDouble(value: number): string {
  return Number.isInteger(value) && Math.abs(value) < 1e7 ? value.toFixed(1) : String(value);
}

/** Velocity 1.7: only null and false are false. */
export function isTrue(value: Value): boolean {
  return value !== null && value !== undefined && value !== false;
}

export function toNumber(value: Value): number | undefined {
  if (typeof value === 'number') return value;
  return value instanceof JavaDouble ? value.value : undefined;
}

/** Numbers by value, the rest by content; values of different kinds by what they print as. */
export function areEqual(left: Value, right: Value): boolean {
  const isNone = (value: Value): boolean => value === null || value === undefined;
  if (isNone(left) || isNone(right)) return isNone(left) && isNone(right);
  const [a, b] = [toNumber(left), toNumber(right)];
  if (a !== undefined && b !== undefined) return a === b;
  return print(left) === print(right);
}

/** @returns null where Velocity logs an error and gives null: operands that are no numbers, division by zero */
export function calculate(operator: '+' | '-' | '*' | '/' | '%', left: Value, right: Value): Value {
  const [a, b] = [toNumber(left), toNumber(right)];
  if (operator === '+' && (typeof left === 'string' || typeof right === 'string'))
    return join([print(left), print(right)]);
  if (a === undefined || b === undefined) return null;
  const isDouble = left instanceof JavaDouble || right instanceof JavaDouble;
  if ((operator === '/' || operator === '%') && b === 0) return null;
  const result = operate(operator, a, b);
  return isDouble ? new JavaDouble(result) : Math.trunc(result);
}

function operate(operator: '+' | '-' | '*' | '/' | '%', a: number, b: number): number {
  if (operator === '+') return a + b;
  if (operator === '-') return a - b;
  if (operator === '*') return a * b;
  return operator === '/' ? a / b : a % b;
}

/** @throws VtlError for a text longer than any payload */
export function join(parts: readonly string[]): string {
  const length = parts.reduce((sum, part) => sum + part.length, 0);
  if (length > LONGEST_TEXT) throw new VtlError('A text grew beyond 10 MB.');
  return parts.join('');
}
