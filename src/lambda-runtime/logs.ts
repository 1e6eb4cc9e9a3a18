/**
 * The log of one instance: platform lines as AWS prints them (facts section 7) and what the function
 * wrote, in the order in which it happened.
 */
import type { LogStreamRef } from '../engine/interface.ts';
import type { Clock } from '../platform/clock.ts';
import type { Account } from './accounting.ts';
import type { Extension } from './extensions/extension.ts';
import type { FunctionVersion } from './interface.ts';
import { createLogTail, type LogTail } from './log-tail.ts';
import type { LogWriter } from './log-writer.ts';
import type { PlatformEvent } from './platform-events.ts';
import type { TelemetryApi, TelemetryCategory } from './telemetry/event.ts';
import type { TelemetryHub } from './telemetry/hub.ts';
import type { TraceFacts } from './trace-id.ts';

/** How an invocation ended, for the REPORT line; undefined: it did not fail on the platform's side. */
export type ReportStatus = { status: 'timeout' } | { status: 'error'; errorType: string };

export interface InstanceLog {
  readonly ref: LogStreamRef;
  /**
   * One log event of the function or of an extension. False: the log is full for now, as of
   * `LogWriter.append`.
   */
  write(text: string, from?: 'function' | 'extension'): boolean;
  /** Nobody hears more than the Text format says. */
  readonly isTerse: boolean;
  /** What the platform has to say, in the function's log format. */
  tell(event: PlatformEvent): void;
  beginTail(): void;
  takeTail(): Buffer | undefined;
}

/** `2026/11/23/[$LATEST]0123…` */
export function makeStreamName(atEpochMs: number, version: string, hex: string): string {
  return `${new Date(atEpochMs).toISOString().slice(0, 10).replaceAll('-', '/')}/[${version}]${hex}`;
}

const LEVELS = { DEBUG: 0, INFO: 1, WARN: 2 };

export function createInstanceLog(
  fn: FunctionVersion,
  stream: string,
  deps: { clock: Clock; writer: LogWriter; telemetry: TelemetryHub },
): InstanceLog {
  const { clock, writer, telemetry } = deps;
  const ref: LogStreamRef = { scope: `${fn.account}/${fn.region}`, group: fn.logGroup, stream };
  const isJson = fn.logFormat === 'JSON';
  const leastLevel = LEVELS[fn.systemLogLevel ?? 'INFO'];
  let tail: LogTail | undefined;
  const append = (text: string): boolean => {
    tail?.add(text);
    return writer.append(ref, { atEpochMs: clock.now(), message: text });
  };
  return {
    ref,
    get isTerse() {
      return !isJson && !telemetry.isListening;
    },
    write(text, from = 'function') {
      if (telemetry.isListening) telemetry.publish(from, from, toRecord(text, isJson));
      return append(text);
    },
    tell(event) {
      if (telemetry.isListening) telemetry.publish('platform', event.type, event.record());
      if (!isJson) {
        if (event.text === undefined) return;
        if (tail) append(event.text());
        else writer.append(ref, { atEpochMs: clock.now(), message: event.text });
      } else if (event.level && LEVELS[event.level] >= leastLevel) {
        append(toJsonLine(event, clock.now()));
      }
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

/** https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs-logformat.html */
function toJsonLine({ type, record }: PlatformEvent, atEpochMs: number): string {
  return `${JSON.stringify({ time: new Date(atEpochMs).toISOString(), type, record: record() })}\n`;
}

/** With JSON logs a line that is an object reaches subscribers as one. */
function toRecord(text: string, isJson: boolean): unknown {
  if (!isJson || !text.startsWith('{')) return text;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

export function initStartLine(runtimeVersion: string, runtimeVersionArn: string): string {
  return `INIT_START Runtime Version: ${runtimeVersion}\tRuntime Version ARN: ${runtimeVersionArn}\n`;
}

/**
 * Printed when INIT failed or took too long, and for every provisioned instance. AWS shows no line of a
 * successful one; here it says no more than its duration.
 */
export function initReportLine(
  durationMs: number,
  phase: 'init' | 'invoke',
  status: ReportStatus | undefined,
): string {
  const outcome = status ? `\tPhase: ${phase}\t${statusText(status)}` : '';
  return `INIT_REPORT Init Duration: ${durationMs.toFixed(2)} ms${outcome}\n`;
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
  trace?: TraceFacts,
): string {
  const init =
    account.initDurationMs === undefined
      ? ''
      : `Init Duration: ${account.initDurationMs.toFixed(2)} ms\t`;
  return (
    `REPORT RequestId: ${requestId}\tDuration: ${account.durationMs.toFixed(2)} ms\t` +
    `Billed Duration: ${account.billedDurationMs} ms\tMemory Size: ${memory.sizeMb} MB\t` +
    `Max Memory Used: ${Math.ceil(memory.maxUsedBytes / 1048576)} MB\t${init}` +
    `${status ? statusText(status) : ''}\n${trace ? traceLine(trace) : ''}`
  );
}

/** A second line of the same log event, when the function's tracing is active. */
function traceLine({ root, segmentId }: TraceFacts): string {
  return `XRAY TraceId: ${root}\tSegmentId: ${segmentId}\tSampled: true\t\n`;
}

/** `EXTENSION Name: x State: Ready Events: [INVOKE,SHUTDOWN]`, with tabs between the members. */
export function extensionLine({ name, state, events, errorType }: Extension): string {
  const error = errorType === undefined ? '' : `\tError Type: ${errorType}`;
  return `EXTENSION\tName: ${name}\tState: ${state}\tEvents: [${events.join(',')}]${error}\n`;
}

/** `TELEMETRY Name: x State: Subscribed Types: [Platform, Function]`, with tabs between the members. */
export function subscriptionLine(
  api: TelemetryApi,
  name: string,
  types: readonly TelemetryCategory[],
): string {
  const words = types.map((type) => `${type.charAt(0).toUpperCase()}${type.slice(1)}`).join(', ');
  return `${api === 'logs' ? 'LOGS' : 'TELEMETRY'}\tName: ${name}\tState: Subscribed\tTypes: [${words}]\n`;
}

function statusText(status: ReportStatus): string {
  if (status.status === 'timeout') return 'Status: timeout';
  return `Status: error\tError Type: ${status.errorType}`;
}
