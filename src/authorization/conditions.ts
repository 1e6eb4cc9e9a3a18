/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html */
import type { RequestContext } from './context.ts';
import { compileIpRanges } from './ip-ranges.ts';
import { compilePattern, type Lookup, matches, type Pattern } from './wildcard.ts';

/** @returns undefined when a variable in it cannot be resolved: then its statement does not apply */
export type Condition = (context: RequestContext) => boolean | undefined;

/** Whether one value of the request matches any value of the policy. */
type Test = (value: string, lookup: Lookup) => boolean | undefined;

const OPERATOR = /^(?:(ForAnyValue|ForAllValues):)?([A-Za-z]+?)(IfExists)?$/i;

interface Kind {
  /** Its test is for the opposite. */
  isNegated: boolean;
  compile(values: readonly string[], hasVariables: boolean): Test;
}

const KINDS: Readonly<Record<string, Kind>> = {
  ...both('string', 'equals', (values, hasVariables) =>
    anyPattern(values.map((each) => compilePattern(each, { literal: true, hasVariables }))),
  ),
  ...both('string', 'equalsignorecase', (values, hasVariables) =>
    anyPattern(
      values.map((each) =>
        compilePattern(each, { literal: true, ignoresCase: true, hasVariables }),
      ),
    ),
  ),
  ...both('string', 'like', (values, hasVariables) =>
    anyPattern(values.map((each) => compilePattern(each, { hasVariables }))),
  ),
  ...both('arn', 'equals', anyArn),
  ...both('arn', 'like', anyArn),
  ...both(
    'numeric',
    'equals',
    comparing(toNumber, (a, b) => a === b),
  ),
  ...both(
    'date',
    'equals',
    comparing(toTime, (a, b) => a === b),
  ),
  ...ordered('numeric', toNumber),
  ...ordered('date', toTime),
  bool: {
    isNegated: false,
    compile: (values, hasVariables) =>
      anyPattern(
        values.map((each) =>
          compilePattern(each, { literal: true, ignoresCase: true, hasVariables }),
        ),
      ),
  },
  binaryequals: { isNegated: false, compile: (values) => (value) => values.includes(value) },
  ipaddress: { isNegated: false, compile: compileIpRanges },
  notipaddress: { isNegated: true, compile: compileIpRanges },
};

/** @returns undefined for an operator that does not exist */
export function compileCondition(
  operator: string,
  key: string,
  values: readonly string[],
  hasVariables: boolean,
): Condition | undefined {
  const [, set, name = '', ifExists] = OPERATOR.exec(operator) ?? [];
  if (name.toLowerCase() === 'null') return compileNull(key, values);
  const kind = Object.hasOwn(KINDS, name.toLowerCase()) ? KINDS[name.toLowerCase()] : undefined;
  if (!kind) return undefined;
  const { isNegated } = kind;
  const test = kind.compile(values, hasVariables);
  const isAll = set === undefined ? isNegated : set.toLowerCase() === 'forallvalues';
  const ifMissing =
    ifExists !== undefined || (set === undefined ? isNegated : set.toLowerCase() !== 'foranyvalue');
  return (context) => {
    const given = context.values(key);
    if (given.length === 0) return ifMissing;
    const lookup: Lookup = (name) => context.single(name);
    for (const value of given) {
      const found = test(value, lookup);
      if (found === undefined) return undefined;
      if ((found !== isNegated) !== isAll) return !isAll;
    }
    return isAll;
  };
}

/** `"true"`: the key must be absent; `"false"`: it must be there. */
function compileNull(key: string, values: readonly string[]): Condition {
  const wanted = new Set(values.map((each) => each.toLowerCase()));
  return (context) => wanted.has(String(context.values(key).length === 0));
}

function both(family: string, name: string, compile: Kind['compile']): Record<string, Kind> {
  return {
    [`${family}${name}`]: { isNegated: false, compile },
    [`${family}not${name}`]: { isNegated: true, compile },
  };
}

function ordered(family: string, read: (text: string) => number): Record<string, Kind> {
  const of = (compare: (a: number, b: number) => boolean): Kind => ({
    isNegated: false,
    compile: comparing(read, compare),
  });
  return {
    [`${family}lessthan`]: of((a, b) => a < b),
    [`${family}lessthanequals`]: of((a, b) => a <= b),
    [`${family}greaterthan`]: of((a, b) => a > b),
    [`${family}greaterthanequals`]: of((a, b) => a >= b),
  };
}

/** Numbers and dates know no variables. What is neither compares with nothing. */
function comparing(
  read: (text: string) => number,
  compare: (a: number, b: number) => boolean,
): Kind['compile'] {
  return (values) => {
    const wanted = values.map(read);
    return (value) => {
      const given = read(value);
      return wanted.some((each) => compare(given, each));
    };
  };
}

function anyPattern(patterns: readonly Pattern[]): Test {
  return (value, lookup) => {
    let isUnresolved = false;
    for (const pattern of patterns) {
      const found = matches(pattern, value, lookup);
      if (found) return true;
      isUnresolved ||= found === undefined;
    }
    return isUnresolved ? undefined : false;
  };
}

/** Each of the six parts is compared for itself, so that no wildcard crosses the first five colons. */
function anyArn(values: readonly string[], hasVariables: boolean): Test {
  const wanted = values.map((each) =>
    splitArn(each).map((part) => compilePattern(part, { hasVariables })),
  );
  return (value, lookup) => {
    const parts = splitArn(value);
    let isUnresolved = false;
    for (const patterns of wanted) {
      if (patterns.length !== parts.length) continue;
      const found = patterns.map((pattern, index) => matches(pattern, parts[index]!, lookup));
      if (found.every((each) => each === true)) return true;
      isUnresolved ||= found.includes(undefined) && !found.includes(false);
    }
    return isUnresolved ? undefined : false;
  };
}

/** At the first five colons; those within `${…}` are part of a variable. */
function splitArn(text: string): string[] {
  const parts: string[] = [];
  let start = 0;
  let inVariable = false;
  for (let at = 0; at < text.length && parts.length < 5; at++) {
    if (text.startsWith('${', at)) inVariable = true;
    else if (text[at] === '}') inVariable = false;
    else if (text[at] === ':' && !inVariable) {
      parts.push(text.slice(start, at));
      start = at + 1;
    }
  }
  parts.push(text.slice(start));
  return parts;
}

function toNumber(text: string): number {
  return /^\s*[+-]?\d+(\.\d+)?\s*$/.test(text) ? Number(text) : Number.NaN;
}

/** ISO 8601, or seconds since 1970. @returns epoch milliseconds */
function toTime(text: string): number {
  return /^\d{1,12}(\.\d+)?$/.test(text) && text.length > 4
    ? Number(text) * 1000
    : Date.parse(text);
}
