import type { Ids } from '../platform/ids.ts';
import type { FunctionVersion } from './interface.ts';
import { extendLineage, LINEAGE } from './lineage.ts';

/**
 * The trace header of one invocation and, when it is sampled because the function's tracing is
 * active, its facts for the log.
 */
export function traceInvocation(
  fn: FunctionVersion,
  callers: string | undefined,
  ids: Ids,
  atEpochMs: number,
): { header: string; facts: TraceFacts | undefined } {
  const isActive = fn.tracingMode === 'Active';
  const bare = isActive
    ? makeActiveTraceId(callers, ids, atEpochMs)
    : callers === undefined
      ? makeTraceId(ids, atEpochMs)
      : complete(callers, ids);
  const header = extendLineage(bare, fn);
  return { header, facts: isActive ? readTrace(header) : undefined };
}

/** With a segment and a decision, which front doors leave to the function. */
function complete(header: string, ids: Ids): string {
  const parent = header.includes('Parent=') ? '' : `;Parent=${ids.hex(16)}`;
  const sampled = header.includes('Sampled=') ? '' : ';Sampled=0';
  return `${header}${parent}${sampled}`;
}

/** A new trace: https://docs.aws.amazon.com/xray/latest/devguide/xray-concepts.html#xray-concepts-tracingheader */
export function makeTraceId(ids: Ids, atEpochMs: number, sampled = 0): string {
  const seconds = Math.floor(atEpochMs / 1000)
    .toString(16)
    .padStart(8, '0');
  return `Root=1-${seconds}-${ids.hex(24)};Parent=${ids.hex(16)};Sampled=${sampled}`;
}

/**
 * The trace header of a function with active tracing: its caller's with whatever it lacks, or a new
 * one. AWS samples the first request of a second and 5 % of the others; here it is all of them,
 * unless the caller has decided.
 */
function makeActiveTraceId(callers: string | undefined, ids: Ids, atEpochMs: number): string {
  const members = readMembers(callers ?? '');
  const root = members.get('Root');
  if (callers === undefined || root === undefined) return makeTraceId(ids, atEpochMs, 1);
  const sampled = members.get('Sampled') === '0' ? '0' : '1';
  const lineage = members.get('Lineage');
  const traced = `Root=${root};Parent=${members.get('Parent') ?? ids.hex(16)};Sampled=${sampled}`;
  return lineage === undefined ? traced : `${traced};${LINEAGE}${lineage}`;
}

/** A sampled trace, as records and the REPORT line name it. */
export interface TraceFacts {
  /** `Root=1-…;Parent=…;Sampled=1` */
  header: string;
  root: string;
  /** Sixteen hexadecimal digits. */
  segmentId: string;
}

/** @returns undefined unless the header says that the trace is sampled */
function readTrace(header: string): TraceFacts | undefined {
  const members = readMembers(header);
  const root = members.get('Root');
  if (members.get('Sampled') !== '1' || root === undefined) return undefined;
  return { header, root, segmentId: members.get('Parent') ?? '' };
}

function readMembers(header: string): Map<string, string> {
  return new Map(
    header.split(';').map((member) => {
      const at = member.indexOf('=');
      return [member.slice(0, at).trim(), member.slice(at + 1).trim()];
    }),
  );
}
