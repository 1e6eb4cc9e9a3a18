/**
 * JSONPath as `$input.path` and `$input.json` know it, the common part of Jayway's dialect: `$`, `.a`,
 * `['a']`, `[0]`, `[-1]`, `[*]`, `..a`, slices, unions, and filters that compare one member.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-mapping-template-reference.html
 */
import { areEqual, type Value } from './vtl/java-values.ts';

type Selector = (values: Value[]) => Value[];

interface Path {
  selectors: Selector[];
  /** Leads to one place; then its value is the answer, not a list of values. */
  isDefinite: boolean;
}

/** What a path may collect, so that `$..*` of a large body stays bounded. */
const MOST_VALUES = 100_000;

/** @returns undefined when a definite path leads nowhere. @throws Error for a path outside of the dialect */
export function queryJson(root: Value, text: string): Value {
  const { selectors, isDefinite } = parsePath(text);
  let values: Value[] = [root];
  for (const select of selectors) values = select(values).slice(0, MOST_VALUES);
  return isDefinite ? values[0] : values;
}

const STEP =
  /\.\.(?:(\*)|([\w$-]+))?|\.(\*)|\.([^.[\]()'"\s]+)|\[\s*(\*)\s*\]|\[\s*'((?:[^'\\]|\\.)*)'\s*\]|\[\s*"((?:[^"\\]|\\.)*)"\s*\]|\[\s*(-?\d*)\s*:\s*(-?\d*)\s*\]|\[\s*(-?\d+(?:\s*,\s*-?\d+)*)\s*\]|\[\?\(\s*@\.([\w$-]+)\s*(?:(==|!=|<=|>=|<|>)\s*('[^']*'|"[^"]*"|-?\d+(?:\.\d+)?|true|false|null))?\s*\)\]/y;

function parsePath(text: string): Path {
  const path: Path = { selectors: [], isDefinite: true };
  let at = text.startsWith('$') ? 1 : 0;
  // A bare name is taken as a member of the root, as API Gateway does.
  const source = at === 1 ? text : `.${text}`;
  while (at < source.length) {
    STEP.lastIndex = at;
    const step = STEP.exec(source);
    if (!step)
      throw new Error(`The JSONPath ${JSON.stringify(text.slice(0, 200))} is not understood.`);
    at += step[0].length;
    addStep(path, step);
  }
  return path;
}

function addStep(path: Path, step: RegExpExecArray): void {
  const [whole, deepAll, deepName, all, name, allInBrackets, single, double, from, to, indexes] =
    step;
  const key = name ?? single?.replaceAll(/\\(.)/g, '$1') ?? double?.replaceAll(/\\(.)/g, '$1');
  if (whole.startsWith('..')) {
    path.isDefinite = false;
    path.selectors.push((values) => values.flatMap(descend));
    if (deepAll) path.selectors.push(children);
    if (deepName !== undefined) path.selectors.push(member(deepName));
  } else if (all !== undefined || allInBrackets !== undefined) {
    path.isDefinite = false;
    path.selectors.push(children);
  } else if (key !== undefined) path.selectors.push(member(key));
  else if (indexes !== undefined) {
    const wanted = indexes.split(',').map(Number);
    if (wanted.length > 1) path.isDefinite = false;
    path.selectors.push(items(wanted));
  } else if (from !== undefined && to !== undefined) {
    path.isDefinite = false;
    path.selectors.push(slice(from, to));
  } else {
    path.isDefinite = false;
    path.selectors.push(filter(step[11] ?? '', step[12], step[13]));
  }
}

const isMap = (value: Value): value is Map<string, Value> => value instanceof Map;

function member(name: string): Selector {
  return (values) =>
    values.flatMap((value) => (isMap(value) && value.has(name) ? [value.get(name)] : []));
}

function items(indexes: readonly number[]): Selector {
  return (values) =>
    values.flatMap((value) =>
      Array.isArray(value)
        ? indexes.flatMap((index) => {
            const at = index < 0 ? value.length + index : index;
            return at >= 0 && at < value.length ? [value[at]] : [];
          })
        : [],
    );
}

function slice(from: string, to: string): Selector {
  const bound = (text: string): number | undefined => (text === '' ? undefined : Number(text));
  return (values) =>
    values.flatMap((value) => (Array.isArray(value) ? value.slice(bound(from), bound(to)) : []));
}

function children(values: Value[]): Value[] {
  return values.flatMap((value) => {
    if (Array.isArray(value)) return value;
    return isMap(value) ? [...value.values()] : [];
  });
}

/** The value and all below it, without recursion. */
function descend(root: Value): Value[] {
  const found: Value[] = [];
  const waiting: Value[] = [root];
  while (waiting.length > 0 && found.length < MOST_VALUES) {
    const value = waiting.pop();
    found.push(value);
    for (const each of children([value]).toReversed())
      if (typeof each === 'object' && each !== null) waiting.push(each);
  }
  return found;
}

function filter(name: string, operator: string | undefined, literal: string | undefined): Selector {
  const wanted = literal === undefined ? undefined : parseLiteral(literal);
  const isWanted = (value: Value): boolean => {
    if (!isMap(value) || !value.has(name)) return false;
    if (operator === undefined) return true;
    const found = value.get(name) ?? null;
    if (operator === '==') return areEqual(found, wanted);
    if (operator === '!=') return !areEqual(found, wanted);
    const [a, b] = [Number(found), Number(wanted)];
    if (operator === '<') return a < b;
    if (operator === '<=') return a <= b;
    return operator === '>' ? a > b : a >= b;
  };
  return (values) => children(values).filter(isWanted);
}

function parseLiteral(text: string): Value {
  if (text.startsWith("'") || text.startsWith('"')) return text.slice(1, -1);
  return JSON.parse(text) as Value;
}
