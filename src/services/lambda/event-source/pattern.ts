/**
 * Event patterns of filter criteria: https://docs.aws.amazon.com/lambda/latest/dg/invocation-eventfiltering.html
 * A pattern names members of the event; each holds a nested pattern or a list of rules of which one must hold.
 */

export type Pattern = Readonly<Record<string, unknown>>;

/** @returns undefined when the text is no pattern */
export function parsePattern(text: string): Pattern | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) && isPattern(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

export function matches(pattern: Pattern, event: unknown): boolean {
  return Object.entries(pattern).every(([name, wanted]) => {
    if (name === '$or' && Array.isArray(wanted)) {
      return wanted.some((each) => matches(each as Pattern, event));
    }
    const value = isObject(event) && Object.hasOwn(event, name) ? event[name] : undefined;
    if (Array.isArray(wanted)) return wanted.some((rule) => holds(rule, value));
    return matches(wanted as Pattern, value);
  });
}

function isPattern(value: Pattern): boolean {
  return Object.entries(value).every(([name, wanted]) => {
    if (!Array.isArray(wanted)) return isObject(wanted) && isPattern(wanted);
    if (wanted.length === 0) return false;
    const isEach = name === '$or' ? (each: unknown) => isObject(each) && isPattern(each) : isRule;
    return wanted.every(isEach);
  });
}

function isRule(rule: unknown): boolean {
  if (!isObject(rule)) return !Array.isArray(rule);
  const [entry, ...more] = Object.entries(rule);
  if (!entry || more.length > 0) return false;
  const [kind, operand] = entry;
  switch (kind) {
    case 'exists':
      return typeof operand === 'boolean';
    case 'prefix':
    case 'suffix':
    case 'equals-ignore-case':
      return typeof operand === 'string';
    case 'numeric':
      return Array.isArray(operand) && isComparison(operand);
    case 'anything-but':
      return Array.isArray(operand)
        ? operand.every((each) => !isObject(each) && !Array.isArray(each))
        : isRule(operand);
    default:
      return false;
  }
}

const COMPARISONS: Readonly<Record<string, (a: number, b: number) => boolean>> = {
  '=': (a, b) => a === b,
  '<': (a, b) => a < b,
  '<=': (a, b) => a <= b,
  '>': (a, b) => a > b,
  '>=': (a, b) => a >= b,
};

function isComparison(list: readonly unknown[]): boolean {
  return (
    (list.length === 2 || list.length === 4) &&
    list.every((each, at) =>
      at % 2 === 0 ? Object.hasOwn(COMPARISONS, String(each)) : typeof each === 'number',
    )
  );
}

/** @param value undefined: the event has no such member */
function holds(rule: unknown, value: unknown): boolean {
  if (isObject(rule) && 'exists' in rule) return (value !== undefined) === rule['exists'];
  if (value === undefined) return false;
  // A list matches when one of its members does.
  if (Array.isArray(value)) return value.some((each) => holds(rule, each));
  if (!isObject(rule)) return value === rule;
  if ('anything-but' in rule) {
    const excluded = rule['anything-but'];
    const list: unknown[] = Array.isArray(excluded) ? excluded : [excluded];
    return !list.some((each) => holds(each, value));
  }
  if ('numeric' in rule) return compares(rule['numeric'] as readonly unknown[], value);
  if (typeof value !== 'string') return false;
  if ('prefix' in rule) return value.startsWith(String(rule['prefix']));
  if ('suffix' in rule) return value.endsWith(String(rule['suffix']));
  return value.toLowerCase() === String(rule['equals-ignore-case']).toLowerCase();
}

function compares(list: readonly unknown[], value: unknown): boolean {
  if (typeof value !== 'number') return false;
  for (let at = 0; at < list.length; at += 2) {
    if (!COMPARISONS[String(list[at])]?.(value, Number(list[at + 1]))) return false;
  }
  return true;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
