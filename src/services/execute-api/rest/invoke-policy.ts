/**
 * Whether a policy lets `execute-api:Invoke` on a method. Conditions are not evaluated: a statement
 * that has one denies if it is a Deny and does not allow if it is an Allow, which is the safe side.
 */
export type Decision = 'allow' | 'deny' | 'none';

interface Statement {
  Effect?: unknown;
  Action?: unknown;
  Resource?: unknown;
  Condition?: unknown;
}

export function decideByPolicy(policy: unknown, methodArn: string): Decision {
  const statements = toList((policy as { Statement?: unknown } | null)?.Statement) as Statement[];
  let decision: Decision = 'none';
  for (const statement of statements) {
    if (typeof statement !== 'object' || statement === null) continue;
    const applies =
      toList(statement.Action).some((each) => matches(each, 'execute-api:Invoke', true)) &&
      toList(statement.Resource).some((each) => matches(each, methodArn, false));
    if (!applies) continue;
    if (statement.Effect === 'Deny') return 'deny';
    if (statement.Effect === 'Allow' && !hasCondition(statement)) decision = 'allow';
  }
  return decision;
}

function hasCondition({ Condition }: Statement): boolean {
  return typeof Condition === 'object' && Condition !== null && Object.keys(Condition).length > 0;
}

function toList(value: unknown): unknown[] {
  if (value === undefined || value === null) return [];
  return Array.isArray(value) ? value : [value];
}

/** `*` is any text, `?` any one character. In linear time: an authorizer's answer is data of someone else. */
function matches(pattern: unknown, text: string, ignoresCase: boolean): boolean {
  if (typeof pattern !== 'string') return false;
  return matchWildcards(
    ignoresCase ? pattern.toLowerCase() : pattern,
    ignoresCase ? text.toLowerCase() : text,
  );
}

export function matchWildcards(pattern: string, text: string): boolean {
  let p = 0;
  let t = 0;
  let starAt = -1;
  let resumeAt = 0;
  while (t < text.length) {
    if (pattern[p] === '*') {
      starAt = p;
      resumeAt = t;
      p += 1;
    } else if (p < pattern.length && (pattern[p] === '?' || pattern[p] === text[t])) {
      p += 1;
      t += 1;
    } else if (starAt >= 0) {
      resumeAt += 1;
      t = resumeAt;
      p = starAt + 1;
    } else return false;
  }
  while (pattern[p] === '*') p += 1;
  return p === pattern.length;
}
