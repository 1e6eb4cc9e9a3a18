/** The rules of one value, and how AWS writes values in messages. */
import type { ConstrainedShape } from './constraint-model.ts';

/** Longer text is not matched against patterns that may backtrack; its length is still checked. */
const LONGEST_MATCHED = 1024;
/** A pattern with one repetition runs in linear time, so only memory bounds it. */
const LONGEST_MATCHED_LINEAR = 1024 * 1024;
/** AWS echoes values whole; a megabyte of it helps nobody. */
const LONGEST_SHOWN = 1024;

/** @returns the rules that `value` breaks, in the order AWS lists them */
export function violationsOf(shape: ConstrainedShape, value: unknown): string[] {
  const violations: string[] = [];
  if (typeof value === 'number') {
    if (shape.min !== undefined && value < shape.min) {
      violations.push(`Member must have value greater than or equal to ${shape.min}`);
    }
    if (shape.max !== undefined && value > shape.max) {
      violations.push(`Member must have value less than or equal to ${shape.max}`);
    }
    return violations;
  }
  if (typeof value === 'string' && shape.pattern !== undefined && !matches(shape, value)) {
    violations.push(`Member must satisfy regular expression pattern: ${shape.pattern}`);
  }
  const isMeasured = shape.min !== undefined || shape.max !== undefined;
  const length = isMeasured ? lengthOf(value) : undefined;
  if (length !== undefined && shape.min !== undefined && length < shape.min) {
    violations.push(`Member must have length greater than or equal to ${shape.min}`);
  }
  if (length !== undefined && shape.max !== undefined && length > shape.max) {
    violations.push(`Member must have length less than or equal to ${shape.max}`);
  }
  if (typeof value === 'string' && shape.enum && !shape.enum.includes(value)) {
    violations.push(`Member must satisfy enum value set: [${shape.enum.join(', ')}]`);
  }
  return violations;
}

/** Characters, bytes, elements or entries. */
function lengthOf(value: unknown): number | undefined {
  if (typeof value === 'string') return countCodePoints(value);
  if (value instanceof Uint8Array) return value.byteLength;
  if (Array.isArray(value)) return value.length;
  return typeof value === 'object' && value !== null ? Object.keys(value).length : undefined;
}

function countCodePoints(text: string): number {
  let pairs = 0;
  for (let index = 0; index < text.length; index++) {
    if ((text.codePointAt(index) ?? 0) > 0xffff) {
      pairs++;
      index++;
    }
  }
  return text.length - pairs;
}

interface Matcher {
  regex: RegExp;
  longest: number;
}

const matchers = new WeakMap<ConstrainedShape, Matcher>();

function matches(shape: ConstrainedShape, value: string): boolean {
  if (shape.regex === null) return true;
  let matcher = matchers.get(shape);
  if (!matcher) {
    matcher = toMatcher(shape.regex ?? shape.pattern ?? '');
    matchers.set(shape, matcher);
  }
  return value.length > matcher.longest || matcher.regex.test(value);
}

/** Java matches the whole text, and its dot leaves out line ends only; AWS's patterns expect all. */
export function toMatcher(source: string): Matcher {
  const repetitions =
    source
      .replace(/\\./g, 'x')
      .replace(/\[[^\]]*\]/g, 'x')
      .match(/[*+]|\{\d+,\d*\}/g) ?? [];
  const longest = repetitions.length > 1 ? LONGEST_MATCHED : LONGEST_MATCHED_LINEAR;
  return { regex: new RegExp(`^(?:${source})$`, 'su'), longest };
}

/** As Java prints them: `'text'`, `[a, b]`, `{key=value}`. */
export function describeValue(value: unknown): string {
  return value === null ? 'null' : `'${clip(inner(value, 0))}'`;
}

function inner(value: unknown, depth: number): string {
  if (value instanceof Uint8Array)
    return `java.nio.HeapByteBuffer[pos=0 lim=${value.length} cap=${value.length}]`;
  if (value instanceof Date) return value.toISOString();
  if (depth > 4) return '…';
  if (Array.isArray(value)) {
    return `[${value
      .slice(0, 50)
      .map((each) => inner(each, depth + 1))
      .join(', ')}]`;
  }
  if (typeof value !== 'object' || value === null) return String(value);
  const entries = Object.entries(value).slice(0, 50);
  return `{${entries.map(([key, each]) => `${key}=${inner(each, depth + 1)}`).join(', ')}}`;
}

function clip(text: string): string {
  return text.length > LONGEST_SHOWN ? `${text.slice(0, LONGEST_SHOWN)}…` : text;
}
