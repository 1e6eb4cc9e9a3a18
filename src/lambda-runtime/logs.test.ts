import { describe, expect, it } from 'vitest';
import type { LogEvent, LogStreamRef } from '../engine/interface.ts';
import { createClock } from '../platform/clock.ts';
import { createLogger, type LogRecord } from '../platform/logger.ts';
import { makeAccount } from './accounting.ts';
import { createLogTail } from './log-tail.ts';
import { createLogWriter } from './log-writer.ts';
import { initReportLine, makeStreamName, reportLine } from './logs.ts';

describe('the REPORT line', () => {
  const memory = { sizeMb: 128, maxUsedBytes: 36 * 1048576 };
  it.each([
    [
      'warm',
      makeAccount(3.006, undefined),
      undefined,
      'Duration: 3.01 ms\tBilled Duration: 4 ms\tMemory Size: 128 MB\tMax Memory Used: 36 MB\t\n',
    ],
    [
      'cold, INIT billed',
      makeAccount(1233.96, 463.512),
      undefined,
      'Duration: 1233.96 ms\tBilled Duration: 1698 ms\tMemory Size: 128 MB\tMax Memory Used: 36 MB\tInit Duration: 463.51 ms\t\n',
    ],
    [
      'a timeout',
      makeAccount(3000, undefined),
      { status: 'timeout' as const },
      'Duration: 3000.00 ms\tBilled Duration: 3000 ms\tMemory Size: 128 MB\tMax Memory Used: 36 MB\tStatus: timeout\n',
    ],
    [
      'a crash',
      makeAccount(0.001, undefined),
      { status: 'error' as const, errorType: 'Runtime.ExitError' },
      'Duration: 0.00 ms\tBilled Duration: 1 ms\tMemory Size: 128 MB\tMax Memory Used: 36 MB\tStatus: error\tError Type: Runtime.ExitError\n',
    ],
  ])('of %s', (_what, account, status, expected) => {
    expect(reportLine('id', account, memory, status)).toBe(`REPORT RequestId: id\t${expected}`);
  });
});

it('INIT_REPORT and the name of a stream', () => {
  expect(initReportLine(9999.474, 'init', { status: 'timeout' })).toBe(
    'INIT_REPORT Init Duration: 9999.47 ms\tPhase: init\tStatus: timeout\n',
  );
  expect(initReportLine(110.1, 'init', undefined)).toBe('INIT_REPORT Init Duration: 110.10 ms\n');
  expect(makeStreamName(Date.UTC(2026, 0, 5), '$LATEST', 'ab')).toBe('2026/01/05/[$LATEST]ab');
});

describe('the tail', () => {
  it('is the last 4096 bytes', () => {
    const tail = createLogTail();
    for (let line = 0; line < 1000; line++) tail.add(`line ${line}\n`);
    const all = Array.from({ length: 1000 }, (_, line) => `line ${line}\n`).join('');
    expect(tail.take().toString()).toBe(all.slice(-4096));
  });
  it('is all when there is less, and cuts one long line', () => {
    const tail = createLogTail();
    tail.add('short\n');
    expect(tail.take().toString()).toBe('short\n');
    tail.add(`${'y'.repeat(5000)}\n`);
    expect(tail.take().toString()).toBe(`${'y'.repeat(4095)}\n`);
  });
});

describe('the writer', () => {
  const ref: LogStreamRef = { scope: 's', group: 'g', stream: 't' };
  const open = (append: (ref: LogStreamRef, events: readonly LogEvent[]) => Promise<void>) => {
    const clock = createClock();
    const records: LogRecord[] = [];
    const log = createLogger({ sink: (record) => records.push(record), now: clock.now });
    return {
      records,
      writer: createLogWriter({
        logs: { append, read: async () => [], drop: async () => {} },
        clock,
        log,
      }),
    };
  };
  const event = (message: string): LogEvent => ({ atEpochMs: 1, message });

  it('keeps order over batches, however slow the store is', async () => {
    const written: string[] = [];
    const { writer } = open(async (_ref, events) => {
      if (written.length === 0) await new Promise((resolve) => setImmediate(resolve));
      written.push(...events.map(({ message }) => message));
    });
    writer.append(ref, event('1'));
    const first = writer.flush();
    writer.append(ref, event('2'));
    writer.append(ref, event('3'));
    await Promise.all([first, writer.flush()]);
    expect(written).toEqual(['1', '2', '3']);
  });

  it('says how much was lost when the store refuses, and goes on', async () => {
    let refuse = true;
    const written: string[] = [];
    const { writer, records } = open(async (_ref, events) => {
      if (refuse) throw new Error('disk full');
      written.push(...events.map(({ message }) => message));
    });
    writer.append(ref, event('lost'));
    await writer.flush();
    refuse = false;
    writer.append(ref, event('kept'));
    await writer.flush();
    expect(written).toEqual(['kept']);
    expect(records).toMatchObject([
      { level: 'error', fields: { events: 1, group: 'g', stream: 't' } },
    ]);
  });

  it('asks to be spared beyond 8 MB, and calls when there is room again', async () => {
    const { writer } = open(async () => {});
    expect(writer.append(ref, event('x'.repeat(8_000_000)))).toBe(true);
    expect(writer.append(ref, event('x'.repeat(1_000_000)))).toBe(false);
    let resumed = false;
    writer.whenDrained(() => (resumed = true));
    await writer.flush();
    expect(resumed).toBe(true);
    expect(writer.append(ref, event('x'))).toBe(true);
    await writer.flush();
  });
});
