import { styleText } from 'node:util';
import type { LogRecord, LogSink } from '../../platform/logger.ts';

type Write = (line: string) => void;

/** One JSON object per line. */
export function jsonSink(write: Write): LogSink {
  return ({ level, message, atEpochMs, fields }) =>
    write(
      JSON.stringify(
        { time: new Date(atEpochMs).toISOString(), level, message, ...fields },
        serializeErrors,
      ),
    );
}

/** `23:04:05 AWS lambda.CreateFunction => 201  12.3 ms`, amber and red for what went wrong. */
export function prettySink(write: Write, defaults: { account: string; region: string }): LogSink {
  return (record) => {
    const time = new Date(record.atEpochMs).toTimeString().slice(0, 8);
    const text = `${styleText('dim', time, { stream: process.stdout })} ${record.message}${suffix(record, defaults)}`;
    const style = record.level === 'error' ? 'red' : record.level === 'warn' ? 'yellow' : undefined;
    write(style ? styleText(style, text, { stream: process.stdout }) : text);
    const { error } = record.fields;
    if (error instanceof Error) write(error.stack ?? error.message);
  };
}

function suffix({ fields }: LogRecord, defaults: { account: string; region: string }): string {
  const parts: string[] = [];
  const { errorCode, ms, account, region } = fields;
  if (typeof errorCode === 'string') parts.push(errorCode);
  if (typeof ms === 'number') parts.push(`${ms.toFixed(1)} ms`);
  if (typeof account === 'string' && account !== defaults.account) parts.push(account);
  if (typeof region === 'string' && region !== defaults.region) parts.push(region);
  return parts.length > 0 ? `  ${parts.join('  ')}` : '';
}

function serializeErrors(_key: string, value: unknown): unknown {
  return value instanceof Error
    ? { name: value.name, message: value.message, stack: value.stack }
    : value;
}
