/** Policy documents, compiled once and asked often. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html */
import { compileCondition, type Condition } from './conditions.ts';
import type { RequestContext } from './context.ts';
import {
  compilePrincipal,
  type Naming,
  type Principal,
  type PrincipalMatcher,
} from './principal.ts';
import { compilePattern, matches, type Pattern } from './wildcard.ts';

/** What one statement says of a request. */
export interface Query {
  principal: Principal;
  /** `lambda:InvokeFunction` */
  action: string;
  /** An ARN, or `*` for actions without resources. */
  resource: string;
  context: RequestContext;
}

export interface Statement {
  readonly effect: 'Allow' | 'Deny';
  /** How it names the caller; undefined: it does not apply. Statements without a principal are `direct`. */
  apply(query: Query): Naming | undefined;
}

export interface Policy {
  readonly statements: readonly Statement[];
}

type Json = Record<string, unknown>;

/** Nobody can tell what an unreadable policy forbids, so it forbids everything. */
const UNREADABLE: Policy = { statements: [{ effect: 'Deny', apply: () => 'direct' }] };

/** Never fails: what cannot be understood denies. */
export function compilePolicy(document: string): Policy {
  try {
    const policy: unknown = JSON.parse(document);
    if (!isObject(policy)) return UNREADABLE;
    const hasVariables = policy['Version'] === '2012-10-17';
    const statements = toList(policy['Statement']).map((each) => compile(each, hasVariables));
    return statements.every((each) => each !== undefined) ? { statements } : UNREADABLE;
  } catch {
    return UNREADABLE;
  }
}

function compile(statement: unknown, hasVariables: boolean): Statement | undefined {
  if (!isObject(statement)) return undefined;
  const effect = statement['Effect'];
  if (effect !== 'Allow' && effect !== 'Deny') return undefined;
  const principal = compileWho(statement);
  const action = compileAction(statement);
  const resource = compileResource(statement, hasVariables);
  const conditions = compileConditions(statement['Condition'], hasVariables);
  if (!principal || !action || !resource || !conditions) return undefined;
  return {
    effect,
    apply(query) {
      if (!action(query.action)) return undefined;
      const naming = principal(query.principal);
      if (!naming || !resource(query)) return undefined;
      return conditions.every((each) => each(query.context) === true) ? naming : undefined;
    },
  };
}

function compileWho(statement: Json): PrincipalMatcher | undefined {
  if ('Principal' in statement) return compilePrincipal(statement['Principal']);
  if (!('NotPrincipal' in statement)) return () => 'direct';
  const others = compilePrincipal(statement['NotPrincipal']);
  return others && ((principal) => (others(principal) ? undefined : 'direct'));
}

/** Actions know wildcards but no case and no variables. */
function compileAction(statement: Json): ((action: string) => boolean) | undefined {
  const [names, isNegated] = oneOf(statement, 'Action');
  if (!names) return undefined;
  const patterns = names.map((name) => compilePattern(name, { ignoresCase: true }));
  return (action) =>
    patterns.some((pattern) => matches(pattern, action, () => undefined)) !== isNegated;
}

/** Trust policies name no resource: they are about the role that they belong to. */
function compileResource(
  statement: Json,
  hasVariables: boolean,
): ((query: Query) => boolean) | undefined {
  if (!('Resource' in statement) && !('NotResource' in statement)) return () => true;
  const [names, isNegated] = oneOf(statement, 'Resource');
  if (!names) return undefined;
  const patterns = names.map((name) => compilePattern(name, { hasVariables }));
  return ({ resource, context }) => {
    const found = anyOf(patterns, resource, context);
    return found !== undefined && found !== isNegated;
  };
}

/** @returns undefined when no pattern matches and a variable in one cannot be resolved */
function anyOf(
  patterns: readonly Pattern[],
  text: string,
  context: RequestContext,
): boolean | undefined {
  let isUnresolved = false;
  for (const pattern of patterns) {
    const found = matches(pattern, text, (key) => context.single(key));
    if (found) return true;
    isUnresolved ||= found === undefined;
  }
  return isUnresolved ? undefined : false;
}

function compileConditions(element: unknown, hasVariables: boolean): Condition[] | undefined {
  if (element === undefined) return [];
  if (!isObject(element)) return undefined;
  const conditions: Condition[] = [];
  for (const [operator, keys] of Object.entries(element)) {
    if (!isObject(keys)) return undefined;
    for (const [key, given] of Object.entries(keys)) {
      const values = toList(given);
      if (values.some((value) => typeof value === 'object')) return undefined;
      const condition = compileCondition(operator, key, values.map(String), hasVariables);
      if (!condition) return undefined;
      conditions.push(condition);
    }
  }
  return conditions;
}

function oneOf(statement: Json, element: string): [names: string[] | undefined, negated: boolean] {
  const isNegated = `Not${element}` in statement;
  if (isNegated && element in statement) return [undefined, isNegated];
  const names = toList(statement[isNegated ? `Not${element}` : element]);
  const areTexts = names.every((name) => typeof name === 'string');
  return [areTexts && names.length > 0 ? names : undefined, isNegated];
}

function toList(value: unknown): unknown[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? value : [value];
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
