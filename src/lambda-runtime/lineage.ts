/**
 * Which functions have run in a chain of invocations, and how often: the `Lineage` of its trace header,
 * which SDKs inside functions pass on with every call.
 * https://docs.aws.amazon.com/lambda/latest/dg/invocation-recursion.html
 */
import { createHash } from 'node:crypto';
import type { FunctionVersion } from './interface.ts';

/** As the member begins; its value is `1:<function>:<runs before this one>`, of several functions with `|` between. */
export const LINEAGE = 'Lineage=';
/** A chain is told apart by the functions that ran last; the header must not grow for ever. */
const LONGEST = 32;

const keys = new WeakMap<Fn, string>();

type Fn = Pick<FunctionVersion, 'arn'>;

/** `1:0a1b2c3d:`, the same for all versions of a function. */
function keyOf(fn: Fn): string {
  const known = keys.get(fn);
  if (known) return known;
  const key = `1:${createHash('sha256').update(fn.arn).digest('hex').slice(0, 8)}:`;
  keys.set(fn, key);
  return key;
}

/** How often a function has run in the chain of invocations behind a trace header. */
export function runsBefore(header: string, fn: Fn): number {
  const lineage = header.indexOf(LINEAGE);
  if (lineage < 0) return 0;
  const key = keyOf(fn);
  const at = header.indexOf(key, lineage);
  return at < 0 ? 0 : (Number.parseInt(header.slice(at + key.length), 10) || 0) + 1;
}

/** The trace header with one more run of a function in it. */
export function extendLineage(header: string, fn: Fn): string {
  const at = header.indexOf(LINEAGE);
  const key = keyOf(fn);
  if (at < 0) return `${header};${LINEAGE}${key}0`;
  const start = at + LINEAGE.length;
  const semicolon = header.indexOf(';', start);
  const end = semicolon < 0 ? header.length : semicolon;
  const others = header
    .slice(start, end)
    .split(/\||%7C/i) // some SDKs encode it
    .filter((entry) => !entry.startsWith(key));
  const entries = [`${key}${runsBefore(header, fn)}`, ...others].slice(0, LONGEST);
  return header.slice(0, start) + entries.join('|') + header.slice(end);
}
