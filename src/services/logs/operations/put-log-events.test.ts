import type { PutLogEventsCommandOutput } from '@aws-sdk/client-cloudwatch-logs';
import { expect, it } from 'vitest';
import { awsError, type LogsFixture, startLogs } from '../fixture.ts';

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;

async function withStream(): Promise<LogsFixture> {
  const fixture = await startLogs();
  await fixture.createStreams('g', 's');
  return fixture;
}

it('stores events and answers a token', async () => {
  await using fixture = await withStream();
  const { logs } = fixture;
  const timestamp = fixture.now();
  const put = await logs.putLogEvents({
    logGroupName: 'g',
    logStreamName: 's',
    logEvents: [{ timestamp, message: 'héllo\n' }],
    sequenceToken: 'ignored',
  });
  expect(put.nextSequenceToken).toMatch(/^\d{56}$/);
  expect(put.rejectedLogEventsInfo).toBeUndefined();
  const { events } = await logs.getLogEvents({ logGroupName: 'g', logStreamName: 's' });
  expect(events).toEqual([{ timestamp, message: 'héllo\n', ingestionTime: timestamp }]);
});

it('rejects what is too old, expired or too new, and stores the rest', async () => {
  await using fixture = await withStream();
  const { logs } = fixture;
  const put = (...times: number[]): Promise<PutLogEventsCommandOutput> =>
    logs.putLogEvents({
      logGroupName: 'g',
      logStreamName: 's',
      logEvents: times.map((time) => ({ timestamp: fixture.now() + time, message: `${time}` })),
    });
  const first = await put(-15 * DAY_MS, -14 * DAY_MS - 1, 0, 2 * HOUR_MS, 2 * HOUR_MS + 1);
  expect(first.rejectedLogEventsInfo).toEqual({
    tooOldLogEventEndIndex: 2,
    tooNewLogEventStartIndex: 4,
  });
  await logs.putRetentionPolicy({ logGroupName: 'g', retentionInDays: 3 });
  const second = await put(-4 * DAY_MS, -3 * DAY_MS, -3 * DAY_MS + 5);
  expect(second.rejectedLogEventsInfo).toEqual({ expiredLogEventEndIndex: 1 });
  const none = await put(-20 * DAY_MS);
  expect(none.rejectedLogEventsInfo).toEqual({ tooOldLogEventEndIndex: 1 });
  const { events } = await logs.filterLogEvents({ logGroupName: 'g' });
  expect(events?.map((event) => Number(event.message))).toEqual([
    -3 * DAY_MS,
    -3 * DAY_MS + 5,
    0,
    2 * HOUR_MS,
  ]);
});

it('refuses a batch that is unordered, too long or too large', async () => {
  await using fixture = await withStream();
  const { logs } = fixture;
  await expect(fixture.put('g', 's', [0, 'a'], [-1, 'b'])).rejects.toMatchObject(
    awsError(
      'InvalidParameterException',
      'Log events in a single PutLogEvents request must be in chronological order.',
    ),
  );
  await expect(fixture.put('g', 's', [-DAY_MS - 1, 'a'], [0, 'b'])).rejects.toMatchObject(
    awsError(
      'InvalidParameterException',
      'The batch of log events in a single PutLogEvents request cannot span more than 24 hours.',
    ),
  );
  const half = 'é'.repeat(262_144);
  await expect(fixture.put('g', 's', [0, half], [0, half])).rejects.toMatchObject(
    awsError(
      'InvalidParameterException',
      'Upload too large: 1048628 bytes exceeds limit of 1048576',
    ),
  );
  await expect(fixture.put('g', 's', [0, 'x'.repeat(1_048_577)])).rejects.toMatchObject(
    awsError(
      'InvalidParameterException',
      'Log event too large: 1048577 bytes exceeds limit of 1048576',
    ),
  );
  const many = Array.from({ length: 10_001 }, () => ({ timestamp: 0, message: 'x' }));
  await expect(
    logs.putLogEvents({ logGroupName: 'g', logStreamName: 's', logEvents: many }),
  ).rejects.toMatchObject(awsError('InvalidParameterException', /logEvents/));
  await fixture.put('g', 's', [0, 'x'.repeat(1_048_550)]);
  expect((await logs.filterLogEvents({ logGroupName: 'g' })).events).toHaveLength(1);
});

it('refuses an unknown group or stream', async () => {
  await using fixture = await withStream();
  await expect(fixture.put('other', 's', [0, 'a'])).rejects.toMatchObject(
    awsError('ResourceNotFoundException', 'The specified log group does not exist.'),
  );
  await expect(fixture.put('g', 'other', [0, 'a'])).rejects.toMatchObject(
    awsError('ResourceNotFoundException', 'The specified log stream does not exist.'),
  );
});
