import { expect, it } from 'vitest';
import { openLogsEngine } from './engine-fixture.ts';
import { readStreamTimes } from './stream-times.ts';

const STREAM = { name: 's', createdAtEpochMs: 0 };

it('reads the times of events that a function appended by itself', async () => {
  await using fixture = await openLogsEngine();
  expect(await readStreamTimes(fixture, 'g', STREAM, 0)).toEqual({});
  await fixture.append('g', 's', [999_990, 'START'], [999_995, 'END']);
  await fixture.clock.advance(50);
  await fixture.append('g', 's', [999_992, 'late']);
  expect(await readStreamTimes(fixture, 'g', STREAM, 0)).toEqual({
    firstEventEpochMs: 999_990,
    lastEventEpochMs: 999_995,
    lastIngestionEpochMs: 1_000_000,
  });
});

it('passes over what has expired, and knows a later PutLogEvents', async () => {
  await using fixture = await openLogsEngine();
  await fixture.append('g', 's', [10, 'expired'], [999_000, 'kept']);
  const times = await readStreamTimes(
    fixture,
    'g',
    { ...STREAM, ingestedAtEpochMs: 1_000_100 },
    500,
  );
  expect(times).toMatchObject({ firstEventEpochMs: 999_000, lastIngestionEpochMs: 1_000_100 });
  expect(await readStreamTimes(fixture, 'g', STREAM, 999_001)).toEqual({});
});
