/**
 * What the platform says about the life of an instance, once for all who hear it: the log in Text
 * format (facts section 7.1), the log in JSON format, and the Telemetry and Logs APIs.
 * https://docs.aws.amazon.com/lambda/latest/dg/telemetry-schema-reference.html
 */
import type { Account } from './accounting.ts';
import type { InitializationType } from './environment.ts';
import type { Extension } from './extensions/extension.ts';
import type { FunctionVersion } from './interface.ts';
import {
  endLine,
  extensionLine,
  initReportLine,
  initStartLine,
  reportLine,
  startLine,
  subscriptionLine,
  type ReportStatus,
} from './logs.ts';
import type { TelemetryApi, TelemetryCategory } from './telemetry/event.ts';
import type { TraceFacts } from './trace-id.ts';

export type SystemLogLevel = 'DEBUG' | 'INFO' | 'WARN';

export interface PlatformEvent {
  /** `platform.start`, … */
  readonly type: string;
  /** Logged in JSON format when the function's level lets it; undefined: never. */
  readonly level: SystemLogLevel | undefined;
  /** The lines in Text format, made when they are written; undefined: none. */
  readonly text: (() => string) | undefined;
  /** For JSON and the APIs; made only when somebody reads it. */
  record(): unknown;
}

/** How far INIT goes into a record of its own, and who began it. */
export interface InitFacts {
  initializationType: InitializationType;
  phase: 'init' | 'invoke';
}

export function initStartEvent(
  fn: FunctionVersion,
  init: InitFacts,
  runtime: { version: string; versionArn: string },
  instanceId: string,
): PlatformEvent {
  return {
    type: 'platform.initStart',
    level: 'INFO',
    text: () => initStartLine(runtime.version, runtime.versionArn),
    record: () => ({
      ...init,
      runtimeVersion: runtime.version,
      runtimeVersionArn: runtime.versionArn,
      functionName: fn.name,
      functionVersion: fn.version,
      instanceId,
      instanceMaxMemory: fn.memoryMb * 1048576,
    }),
  };
}

export function initRuntimeDoneEvent(init: InitFacts, status?: ReportStatus): PlatformEvent {
  return {
    type: 'platform.initRuntimeDone',
    level: status ? 'WARN' : 'DEBUG',
    text: undefined,
    record: () => ({ ...init, ...statusMembers(status) }),
  };
}

/**
 * A successful INIT on demand is silent in Text format.
 * https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html#runtimes-lifecycle-ib
 */
export function initReportEvent(
  init: InitFacts,
  durationMs: number,
  status?: ReportStatus,
): PlatformEvent {
  const isOnDemand = init.initializationType === 'on-demand';
  return {
    type: 'platform.initReport',
    level: status ? 'WARN' : isOnDemand ? 'DEBUG' : 'INFO',
    text: !status && isOnDemand ? undefined : () => initReportLine(durationMs, init.phase, status),
    record: () => ({
      ...init,
      ...statusMembers(status),
      metrics: { durationMs: micro(durationMs) },
    }),
  };
}

export function extensionEvent(extension: Extension): PlatformEvent {
  const { name, state, events, errorType } = extension;
  const line = extensionLine(extension); // now, because its state goes on to change
  return {
    type: 'platform.extension',
    level: state === 'Ready' || state === 'Registered' ? 'INFO' : 'WARN',
    text: () => line,
    record: () => ({ name, state, events, ...(errorType !== undefined && { errorType }) }),
  };
}

export function subscriptionEvent(
  api: TelemetryApi,
  name: string,
  types: readonly TelemetryCategory[],
): PlatformEvent {
  return {
    type: api === 'logs' ? 'platform.logsSubscription' : 'platform.telemetrySubscription',
    level: 'INFO',
    text: () => subscriptionLine(api, name, types),
    record: () => ({ name, state: 'Subscribed', types }),
  };
}

export function startEvent(
  fn: FunctionVersion,
  { requestId, tenantId }: { requestId: string; tenantId?: string | undefined },
  trace: TraceFacts | undefined,
): PlatformEvent {
  return {
    type: 'platform.start',
    level: 'INFO',
    text: () => startLine(requestId, fn.version),
    record: () => ({
      requestId,
      functionArn: fn.arn,
      version: fn.version,
      ...(tenantId !== undefined && { tenantId }),
      ...tracingMember(trace),
    }),
  };
}

/** What the runtime did, without what extensions do afterwards. Times in milliseconds since START. */
export interface RuntimeDone {
  requestId: string;
  startEpochMs: number;
  durationMs: number;
  /** Undefined: there was no answer. */
  responseMs: number | undefined;
  producedBytes: number;
  status: ReportStatus | undefined;
  trace: TraceFacts | undefined;
}

export function runtimeDoneEvent(done: RuntimeDone): PlatformEvent {
  return {
    type: 'platform.runtimeDone',
    level: done.status ? 'WARN' : 'DEBUG',
    text: undefined,
    record: () => ({
      requestId: done.requestId,
      ...statusMembers(done.status),
      ...tracingMember(done.trace),
      ...(done.responseMs !== undefined && { spans: spansOf(done, done.responseMs) }),
      metrics: { durationMs: micro(done.durationMs), producedBytes: done.producedBytes },
    }),
  };
}

/** An answer arrives in one piece, so handing it over takes no time that could be measured. */
function spansOf(done: RuntimeDone, responseMs: number): object[] {
  const iso = (ms: number): string => new Date(done.startEpochMs + ms).toISOString();
  return [
    { name: 'responseLatency', start: iso(0), durationMs: micro(responseMs) },
    { name: 'responseDuration', start: iso(responseMs), durationMs: 0 },
    {
      name: 'runtimeOverhead',
      start: iso(responseMs),
      durationMs: micro(Math.max(0, done.durationMs - responseMs)),
    },
  ];
}

/** Only Text format and the Logs API have it. */
export function endEvent(requestId: string): PlatformEvent {
  return {
    type: 'platform.end',
    level: undefined,
    text: () => endLine(requestId),
    record: () => ({ requestId }),
  };
}

/** What went wrong, as a line; in JSON format the status of the report tells. */
export function faultEvent(text: string): PlatformEvent {
  return { type: 'platform.fault', level: undefined, text: () => text, record: () => text };
}

/** The figures of one finished invocation. */
export interface Report {
  requestId: string;
  tenantId: string | undefined;
  account: Account;
  memory: { sizeMb: number; maxUsedBytes: number };
  status: ReportStatus | undefined;
  trace: TraceFacts | undefined;
  /** How long extensions went on after the runtime; undefined: there are none. */
  extensionOverhead: { startEpochMs: number; durationMs: number } | undefined;
}

export function reportEvent(report: Report): PlatformEvent {
  const { requestId, tenantId, account, memory, status, trace, extensionOverhead } = report;
  return {
    type: 'platform.report',
    level: status ? 'WARN' : 'INFO',
    text: () => reportLine(requestId, account, memory, status, trace),
    record: () => ({
      requestId,
      ...(tenantId !== undefined && { tenantId }),
      metrics: {
        durationMs: account.durationMs,
        billedDurationMs: account.billedDurationMs,
        memorySizeMB: memory.sizeMb,
        maxMemoryUsedMB: Math.ceil(memory.maxUsedBytes / 1048576),
        ...(account.initDurationMs !== undefined && { initDurationMs: account.initDurationMs }),
      },
      ...tracingMember(trace),
      ...(extensionOverhead && {
        spans: [
          {
            name: 'extensionOverhead',
            start: new Date(extensionOverhead.startEpochMs).toISOString(),
            durationMs: micro(extensionOverhead.durationMs),
          },
        ],
      }),
      ...statusMembers(status),
    }),
  };
}

function statusMembers(status: ReportStatus | undefined): object {
  if (!status) return { status: 'success' };
  return status.status === 'timeout'
    ? { status: 'timeout' }
    : { status: 'error', errorType: status.errorType };
}

function tracingMember(trace: TraceFacts | undefined): object {
  return trace ? { tracing: { type: 'X-Amzn-Trace-Id', value: trace.header } } : {};
}

function micro(ms: number): number {
  return Math.round(ms * 1000) / 1000;
}
