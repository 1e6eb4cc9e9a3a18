/** What subscribers may ask for: https://docs.aws.amazon.com/lambda/latest/dg/telemetry-api.html */
export type TelemetryCategory = 'platform' | 'function' | 'extension';

export const CATEGORIES: readonly TelemetryCategory[] = ['platform', 'function', 'extension'];

/** One event as it is kept until it is delivered. */
export interface TelemetryEvent {
  atEpochMs: number;
  category: TelemetryCategory;
  /** `function`, `extension`, `platform.start`, … */
  type: string;
  record: unknown;
}

/** Which of the two APIs a subscriber came by; they differ in records. */
export type TelemetryApi = 'telemetry' | 'logs';

/** The Logs API is older: these events and members are all it has. https://docs.aws.amazon.com/lambda/latest/dg/runtimes-logs-api.html */
const LOGS_API_MEMBERS: Readonly<Record<string, readonly string[]>> = {
  'platform.start': ['requestId', 'version'],
  'platform.end': ['requestId'],
  'platform.report': ['requestId', 'metrics'],
  'platform.runtimeDone': ['requestId', 'status'],
  'platform.extension': ['name', 'state', 'events', 'errorType'],
  'platform.logsSubscription': ['name', 'state', 'types'],
  'platform.logsDropped': ['reason', 'droppedRecords', 'droppedBytes'],
};

/** Events that only the Logs API has. */
const LOGS_API_ONLY: ReadonlySet<string> = new Set([
  'platform.end',
  'platform.fault',
  'platform.logsSubscription',
]);

/** @returns the event as one API delivers it, as JSON text; undefined when that API does not have it */
export function encodeEvent(event: TelemetryEvent, api: TelemetryApi): string | undefined {
  const record = api === 'logs' ? logsRecord(event) : telemetryRecord(event);
  if (record === undefined) return undefined;
  return JSON.stringify({
    time: new Date(event.atEpochMs).toISOString(),
    type: event.type,
    record,
  });
}

function telemetryRecord(event: TelemetryEvent): unknown {
  return LOGS_API_ONLY.has(event.type) ? undefined : event.record;
}

function logsRecord({ category, type, record }: TelemetryEvent): unknown {
  if (category !== 'platform' || type === 'platform.fault') return record;
  const members = LOGS_API_MEMBERS[type];
  if (!members || typeof record !== 'object' || record === null) return undefined;
  return Object.fromEntries(Object.entries(record).filter(([name]) => members.includes(name)));
}
