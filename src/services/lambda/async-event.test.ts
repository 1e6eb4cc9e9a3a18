import { expect, test } from 'vitest';
import {
  type AsyncEvent,
  backOffMs,
  fromMessage,
  isTooOld,
  retryDelayMs,
  toMessage,
} from './async-event.ts';

const event: AsyncEvent = {
  account: '123456789012',
  region: 'us-east-1',
  name: 'f',
  requestId: 'id',
  payload: Buffer.from('{}'),
  failures: 0,
  acceptedEpochMs: 1000,
};
const failed = (failures: number): AsyncEvent => ({ ...event, failures });
const HOUR_MS = 3_600_000;

test('survives the queue', () => {
  for (const each of [
    event,
    {
      ...event,
      qualifier: 'live',
      clientContext: '{"a":1}',
      failures: 2,
      tenantId: 't',
      traceId: 'Root=1-0-0;Lineage=1:00000000:3',
    },
  ]) {
    const { body, attributes = {} } = toMessage(each);
    expect(fromMessage({ body, attributes })).toEqual(each);
  }
});

test('one minute, two minutes, no more', () => {
  expect([1, 2, 3].map((failures) => retryDelayMs(failed(failures), undefined, 1000))).toEqual([
    60_000,
    120_000,
    'RetriesExhausted',
  ]);
  expect(retryDelayMs(failed(1), { maximumRetryAttempts: 0 }, 1000)).toBe('RetriesExhausted');
});

test('no retry that would come after the maximum age', () => {
  expect(retryDelayMs(failed(1), { maximumEventAgeSeconds: 60 }, 1000)).toBe(60_000);
  expect(retryDelayMs(failed(1), { maximumEventAgeSeconds: 60 }, 1001)).toBe('EventAgeExceeded');
});

test('six hours unless set', () => {
  expect(isTooOld(event, undefined, 1000 + 6 * HOUR_MS)).toBe(false);
  expect(isTooOld(event, undefined, 1001 + 6 * HOUR_MS)).toBe(true);
});

test('back-off doubles from one second to five minutes', () => {
  expect([1, 2, 3, 9, 10, 1000].map(backOffMs)).toEqual([
    1000, 2000, 4000, 256_000, 300_000, 300_000,
  ]);
});
