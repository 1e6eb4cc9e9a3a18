/**
 * Patch operations: a JSON Patch of AWS's own, with a fixed list of paths per kind of thing.
 * https://docs.aws.amazon.com/apigateway/latest/api/patch-operations.html
 */
import type { PatchOperation } from '@aws-sdk/client-api-gateway';
import { badRequest } from './errors.ts';

export interface Change {
  op: 'add' | 'remove' | 'replace' | 'copy';
  value: string | undefined;
  from: string | undefined;
  /** What stands at the `{names}` of the rule's path, unescaped. */
  names: readonly string[];
}

type Target = Record<string, unknown>;

export interface PatchRule {
  readonly ops: readonly string[];
  readonly apply: (target: Target, change: Change) => void;
}

/** By path, `{name}` for one segment of any text, `{name+}` for one or more: `/variables/{name}`. */
export type PatchRules = Readonly<Record<string, PatchRule>>;

/** @returns the patched copy. @throws BadRequestException for a path or an operation that is not among the rules */
export function applyPatch<T extends object>(
  record: T,
  operations: readonly PatchOperation[] | undefined,
  rules: PatchRules,
): T {
  const target = structuredClone(record);
  for (const { op = 'replace', path = '', value, from } of operations ?? []) {
    const found = findRule(rules, path);
    if (!found) throw invalidPath(rules, op, path);
    const { rule, names } = found;
    if (!rule.ops.includes(op)) throw invalidPath(rules, op, path);
    rule.apply(target as Target, { op: op as Change['op'], value, from, names });
  }
  return target;
}

function findRule(
  rules: PatchRules,
  path: string,
): { rule: PatchRule; names: string[] } | undefined {
  const parts = path.split('/');
  let best: { rule: PatchRule; names: string[]; literals: number } | undefined;
  for (const [pattern, rule] of Object.entries(rules)) {
    const wanted = pattern.split('/');
    const names = matchPattern(wanted, parts);
    const literals = wanted.length - (names?.length ?? 0);
    if (names && (!best || literals > best.literals)) best = { rule, names, literals };
  }
  return best;
}

/** @returns what stands at the `{names}`, unescaped; undefined when the path is another one */
function matchPattern(wanted: readonly string[], parts: readonly string[]): string[] | undefined {
  const extra = parts.length - wanted.length;
  const greedy = wanted.findIndex((each) => each.endsWith('+}'));
  if (greedy < 0 ? extra !== 0 : extra < 0) return undefined;
  const end = greedy + extra + 1;
  const grouped =
    greedy < 0
      ? parts
      : [...parts.slice(0, greedy), parts.slice(greedy, end).join('/'), ...parts.slice(end)];
  if (!wanted.every((each, i) => each.startsWith('{') || each === grouped[i])) return undefined;
  return grouped.filter((_, i) => wanted[i]?.startsWith('{')).map(unescape);
}

/** JSON Pointer's escapes: `~1` is `/`, `~0` is `~`. */
function unescape(segment: string): string {
  return segment.replaceAll('~1', '/').replaceAll('~0', '~');
}

function invalidPath(rules: PatchRules, op: string, path: string): Error {
  const all = Object.entries(rules)
    .filter(([, rule]) => rule.ops.includes(op))
    .map(([pattern]) => pattern);
  return badRequest(
    `Invalid patch path  '${path.slice(0, 256)}' specified for op '${op}'. Must be one of: [${all.join(', ')}]`,
  );
}

/** A text at a member, or a member of a member: `accessLogSettings.format`. Removing it leaves nothing. */
export function text(member: string, ops: readonly string[] = ['replace']): PatchRule {
  return scalar(member, ops, (value) => value);
}

export function flag(member: string): PatchRule {
  return scalar(member, ['replace'], toBoolean);
}

/** Zero and above. */
export function integer(member: string, ops: readonly string[] = ['replace']): PatchRule {
  return scalar(member, ops, (value) => toNumber(value, /^\d{1,9}$/));
}

export function decimal(member: string, ops: readonly string[] = ['replace']): PatchRule {
  return scalar(member, ops, (value) => toNumber(value, /^\d{1,9}(\.\d{1,9})?$/));
}

/** One of the values of an enum. */
export function choice(member: string, values: readonly string[]): PatchRule {
  return scalar(member, ['replace'], (value) => {
    if (!values.includes(value))
      throw badRequest(`Invalid value ${value}. Must be one of: [${values.join(', ')}]`);
    return value;
  });
}

function scalar(
  member: string,
  ops: readonly string[],
  parse: (value: string) => unknown,
): PatchRule {
  return {
    ops,
    apply(target, { op, value }) {
      const path = member.split('.');
      const last = path.pop() as string;
      const owner = path.reduce((from, each) => child(from, each), target);
      if (op === 'remove' || value === undefined) delete owner[last];
      else owner[last] = parse(value);
    },
  };
}

/** A list of texts: the path's last segment (or the value) is added or removed, or replaces one entry. */
export function listItem(member: string): PatchRule {
  return {
    ops: ['add', 'remove', 'replace'],
    apply(target, { op, value, names }) {
      const name = names.at(-1) ?? value ?? '';
      const list = (target[member] as string[] | undefined) ?? [];
      const rest = list.filter((each) => each !== name);
      if (op === 'remove') target[member] = rest;
      else if (op === 'replace') target[member] = [...rest, value ?? name];
      else target[member] = [...rest, name];
    },
  };
}

/** An entry of a map; the path's last segment is its key. */
export function mapItem(
  member: string,
  parse: (value: string) => unknown = (value) => value,
  missing?: () => Error,
): PatchRule {
  return {
    ops: ['add', 'remove', 'replace'],
    apply(target, { op, value, names }) {
      const name = names.at(-1) ?? '';
      const path = member.split('.');
      const map = path.reduce((from, each) => child(from, each), target);
      if (op === 'remove') {
        if (missing && !Object.hasOwn(map, name)) throw missing();
        delete map[name];
      } else map[name] = parse(value ?? '');
    },
  };
}

/** Removes a member as a whole. */
export function whole(member: string): PatchRule {
  return { ops: ['remove'], apply: (target) => void delete target[member] };
}

export function toBoolean(value: string): boolean {
  if (value !== 'true' && value !== 'false')
    throw badRequest(`Invalid value ${value.slice(0, 64)}. Must be one of: [true, false]`);
  return value === 'true';
}

function toNumber(value: string, pattern: RegExp): number {
  if (!pattern.test(value)) throw badRequest(`Invalid number ${value.slice(0, 64)}`);
  return Number(value);
}

/** The map at a member, made when it is missing. Own members only: `__proto__` is a name like others. */
export function child(target: Target, member: string): Target {
  const existing = Object.hasOwn(target, member) ? target[member] : undefined;
  if (typeof existing === 'object' && existing !== null) return existing as Target;
  const made: Target = {};
  Object.defineProperty(target, member, {
    value: made,
    enumerable: true,
    writable: true,
    configurable: true,
  });
  return made;
}
