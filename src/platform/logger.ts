/** Brume's own log (not the functions' logs): leveled events with fields, given to one sink. */
export type LogLevel = 'trace' | 'debug' | 'info' | 'warn' | 'error';

export interface LogRecord {
  level: LogLevel;
  message: string;
  atEpochMs: number;
  fields: Readonly<Record<string, unknown>>;
}

export type LogSink = (record: LogRecord) => void;

export interface Logger {
  trace(message: string, fields?: Record<string, unknown>): void;
  debug(message: string, fields?: Record<string, unknown>): void;
  info(message: string, fields?: Record<string, unknown>): void;
  warn(message: string, fields?: Record<string, unknown>): void;
  error(message: string, fields?: Record<string, unknown>): void;
  /** A logger whose records all carry `fields`. */
  with(fields: Record<string, unknown>): Logger;
  /** Whether records of this level reach the sink; check before building costly fields. */
  enabled(level: LogLevel): boolean;
}

const RANK: Record<LogLevel, number> = { trace: 0, debug: 1, info: 2, warn: 3, error: 4 };

export function createLogger(options: {
  sink: LogSink;
  now: () => number;
  level?: LogLevel;
  fields?: Record<string, unknown>;
}): Logger {
  const { sink, now, level = 'info', fields: base = {} } = options;
  const enabled = (wanted: LogLevel): boolean => RANK[wanted] >= RANK[level];
  const emit =
    (wanted: LogLevel) =>
    (message: string, fields: Record<string, unknown> = {}): void => {
      if (enabled(wanted))
        sink({ level: wanted, message, atEpochMs: now(), fields: { ...base, ...fields } });
    };
  return {
    trace: emit('trace'),
    debug: emit('debug'),
    info: emit('info'),
    warn: emit('warn'),
    error: emit('error'),
    with: (fields) => createLogger({ sink, now, level, fields: { ...base, ...fields } }),
    enabled,
  };
}
