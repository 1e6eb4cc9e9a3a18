/** The methods that templates call on strings, numbers, lists and maps: Java's, by their names. */
import { compileJavaPattern } from '../java-pattern.ts';
import {
  areEqual,
  HostObject,
  JavaDouble,
  join,
  print,
  toNumber,
  type Value,
} from './java-values.ts';

type Method<T> = (self: T, ...args: Value[]) => Value;
type Methods<T> = Readonly<Record<string, Method<T>>>;

const int = (value: Value, fallback = 0): number => Math.trunc(toNumber(value) ?? fallback);

const ANY: Methods<Value> = {
  toString: (self: Value) => print(self),
  equals: (self, other) => typeof self === typeof other && areEqual(self, other),
};

const STRING: Methods<string> = {
  length: (self) => self.length,
  isEmpty: (self) => self === '',
  contains: (self, part) => self.includes(print(part)),
  startsWith: (self, part) => self.startsWith(print(part)),
  endsWith: (self, part) => self.endsWith(print(part)),
  equalsIgnoreCase: (self, other) => self.toLowerCase() === print(other).toLowerCase(),
  compareTo: (self, other) => (self < print(other) ? -1 : self > print(other) ? 1 : 0),
  indexOf: (self, part, from) => self.indexOf(print(part), int(from)),
  lastIndexOf: (self, part) => self.lastIndexOf(print(part)),
  substring: (self, from, to) =>
    to === undefined ? self.slice(int(from)) : self.slice(int(from), int(to)),
  charAt: (self, index) => self[int(index)] ?? null,
  toLowerCase: (self) => self.toLowerCase(),
  toUpperCase: (self) => self.toUpperCase(),
  trim: (self) => self.trim(),
  concat: (self, other) => join([self, print(other)]),
  replace: (self, part, by) => bounded(self.split(print(part)), print(by)),
  replaceAll: (self, pattern, by) => compileJavaPattern(print(pattern)).replaceAll(self, print(by)),
  replaceFirst: (self, pattern, by) =>
    compileJavaPattern(print(pattern)).replaceFirst(self, print(by)),
  matches: (self, pattern) => compileJavaPattern(print(pattern)).matches(self),
  split: (self, pattern) => compileJavaPattern(print(pattern)).split(self),
};

const NUMBER: Methods<number | JavaDouble> = {
  intValue: (self) => int(self),
  longValue: (self) => int(self),
  doubleValue: (self) => new JavaDouble(toNumber(self) ?? 0),
  compareTo: (self, other) => Math.sign((toNumber(self) ?? 0) - (toNumber(other) ?? 0)),
  // `#set($Integer = 0) $Integer.parseInt("7")`: static methods are reached through any number.
  parseInt: (_self, text) => parseWhole(print(text)),
  parseLong: (_self, text) => parseWhole(print(text)),
  parseDouble: (_self, text) => parseFraction(print(text)),
  valueOf: (_self: number | JavaDouble, value: Value) => parseWhole(print(value)),
};

const BOOLEAN: Methods<boolean> = {
  booleanValue: (self) => self,
  parseBoolean: (_self, text) => print(text).toLowerCase() === 'true',
};

const LIST: Methods<Value[]> = {
  size: (self) => self.length,
  isEmpty: (self) => self.length === 0,
  get: (self, index) => self[int(index)] ?? null,
  contains: (self, item) => self.some((each) => areEqual(each, item)),
  indexOf: (self, item) => self.findIndex((each) => areEqual(each, item)),
  add: (self, first, second) => {
    if (second === undefined) self.push(first);
    else self.splice(int(first), 0, second);
    return true;
  },
  addAll: (self, items) => {
    if (Array.isArray(items)) for (const each of items.slice()) self.push(each);
    return true;
  },
  set: (self, index, item) => {
    const before = self[int(index)] ?? null;
    if (int(index) >= 0 && int(index) < self.length) self[int(index)] = item;
    return before;
  },
  remove: (self, index) => self.splice(int(index), 1)[0] ?? null,
  subList: (self, from, to) => self.slice(int(from), int(to)),
};

const MAP: Methods<Map<string, Value>> = {
  get: (self, key) => self.get(print(key)) ?? null,
  getOrDefault: (self, key, fallback) => self.get(print(key)) ?? fallback,
  put: (self, key, value) => {
    const before = self.get(print(key)) ?? null;
    self.set(print(key), value ?? null);
    return before;
  },
  putAll: (self, other) => {
    if (other instanceof Map) for (const [key, value] of other) self.set(key, value);
    return null;
  },
  remove: (self, key) => {
    const before = self.get(print(key)) ?? null;
    self.delete(print(key));
    return before;
  },
  clear: (self) => {
    self.clear();
    return null;
  },
  containsKey: (self, key) => self.has(print(key)),
  containsValue: (self, value) => [...self.values()].some((each) => areEqual(each, value)),
  keySet: (self) => [...self.keys()],
  values: (self) => [...self.values()],
  entrySet: (self) => [...self].map(toEntry),
  size: (self) => self.size,
  isEmpty: (self) => self.size === 0,
};

function toEntry([key, value]: [string, Value]): Value {
  return new HostObject(
    { getKey: () => key, getValue: () => value, toString: () => `${key}=${print(value)}` },
    { key: () => key, value: () => value },
  );
}

/** @returns undefined when the value has no such method */
export function callMethod(self: Value, name: string, args: Value[]): Value {
  const find = <T>(methods: Methods<T>): Method<T> | undefined =>
    Object.hasOwn(methods, name) ? methods[name] : undefined;
  if (self instanceof HostObject)
    return Object.hasOwn(self.methods, name) ? self.methods[name]?.(...args) : undefined;
  if (self === null || self === undefined) return undefined;
  const general = find(ANY);
  if (general) return general(self, ...args);
  if (typeof self === 'string') return find(STRING)?.(self, ...args);
  if (typeof self === 'boolean') return find(BOOLEAN)?.(self, ...args);
  if (Array.isArray(self)) return find(LIST)?.(self, ...args);
  if (self instanceof Map) return find(MAP)?.(self, ...args);
  return find(NUMBER)?.(self, ...args);
}

/** `$map.name`, `$entry.key`, `$text.bytes`: a map's entry, or a getter. */
export function getProperty(self: Value, name: string): Value {
  if (self instanceof Map) {
    if (self.has(name)) return self.get(name);
    return name === 'empty' ? self.size === 0 : undefined;
  }
  if (self instanceof HostObject)
    return Object.hasOwn(self.properties, name) ? self.properties[name]?.() : undefined;
  if (name === 'empty' && (typeof self === 'string' || Array.isArray(self)))
    return self.length === 0;
  return undefined;
}

function parseWhole(text: string): Value {
  return /^[+-]?\d{1,15}$/.test(text) ? Number(text) : null;
}

function parseFraction(text: string): Value {
  return text.trim() !== '' && Number.isFinite(Number(text)) ? new JavaDouble(Number(text)) : null;
}

function bounded(parts: readonly string[], by: string): string {
  return join(parts.flatMap((part, index) => (index === 0 ? [part] : [by, part])));
}
