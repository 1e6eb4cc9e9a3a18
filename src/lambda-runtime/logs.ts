/**
 * The log of one instance: platform lines as AWS prints them (facts section 7.1) and what the
 * function wrote, in the order in which it happened.
 */
import type { LogStreamRef } from '../engine/interface.ts';
import type { Clock } from '../platform/clock.ts';
import type { Account } from './accounting.ts';
import type { FunctionVersion } from './interface.ts';
import { createLogTail, type LogTail } from './log-tail.ts';
import type { LogWriter } from './log-writer.ts';

/** How an invocation ended, for the REPORT line; undefined: it did not fail on the platform's side. */
export type ReportStatus = { status: 'timeout' } | { status: 'error'; errorType: string };

export interface InstanceLog {
  readonly ref: LogStreamRef;
  /** One log event. False: the log is full for now, as of `LogWriter.append`. */
  write(text: string): boolean;
  beginTail(): void;
  takeTail(): Buffer | undefined;
}

/** `2026/11/23/[$LATEST]0123…` */
export function makeStreamName(atEpochMs: number, version: string, hex: string): string {
  return `${new Date(atEpochMs).toISOString().slice(0, 10).replaceAll('-', '/')}/[${version}]${hex}`;
}

export function createInstanceLog(
  fn: FunctionVersion,
  stream: string,
  deps: { clock: Clock; writer: LogWriter },
): InstanceLog {
  const ref: LogStreamRef = { scope: `${fn.account}/${fn.region}`, group: fn.logGroup, stream };
  let tail: LogTail | undefined;
  return {
    ref,
    write(text) {
      tail?.add(text);
      return deps.writer.append(ref, { atEpochMs: deps.clock.now(), message: text });
    },
    beginTail() {
      tail = createLogTail();
    },
    takeTail() {
      const bytes = tail?.take();
      tail = undefined;
      return bytes;
    },
  };
}

export function initStartLine(runtimeVersion: string, runtimeVersionArn: string): string {
  return `INIT_START Runtime Version: ${runtimeVersion}\tRuntime Version ARN: ${runtimeVersionArn}\n`;
}

/** Printed only when INIT failed or took too long. */
export function initReportLine(
  durationMs: number,
  phase: 'init' | 'invoke',
  status: ReportStatus,
): string {
  return `INIT_REPORT Init Duration: ${durationMs.toFixed(2)} ms\tPhase: ${phase}\t${statusText(status)}\n`;
}

export function startLine(requestId: string, version: string): string {
  return `START RequestId: ${requestId} Version: ${version}\n`;
}

export function endLine(requestId: string): string {
  return `END RequestId: ${requestId}\n`;
}

export function reportLine(
  requestId: string,
  account: Account,
  memory: { sizeMb: number; maxUsedBytes: number },
  status?: ReportStatus,
): string {
  const init =
    account.initDurationMs === undefined
      ? ''
      : `Init Duration: ${account.initDurationMs.toFixed(2)} ms\t`;
  return (
    `REPORT RequestId: ${requestId}\tDuration: ${account.durationMs.toFixed(2)} ms\t` +
    `Billed Duration: ${account.billedDurationMs} ms\tMemory Size: ${memory.sizeMb} MB\t` +
    `Max Memory Used: ${Math.ceil(memory.maxUsedBytes / 1048576)} MB\t${init}` +
    `${status ? statusText(status) : ''}\n`
  );
}

function statusText(status: ReportStatus): string {
  if (status.status === 'timeout') return 'Status: timeout';
  return `Status: error\tError Type: ${status.errorType}`;
}
