import {
  type FilterLogEventsCommandInput,
  paginateFilterLogEvents,
} from '@aws-sdk/client-cloudwatch-logs';
import { expect, it } from 'vitest';
import { awsError, type LogsFixture, startLogs } from '../fixture.ts';

async function find(
  fixture: LogsFixture,
  input: FilterLogEventsCommandInput,
  pageSize?: number,
): Promise<unknown[]> {
  const found = [];
  const config = { client: fixture.logs, ...(pageSize !== undefined && { pageSize }) };
  for await (const page of paginateFilterLogEvents(config, { ...input })) {
    found.push(...(page.events ?? []).map((event) => event.message));
  }
  return found;
}

async function withStreams(): Promise<LogsFixture> {
  const fixture = await startLogs();
  await fixture.createStreams('g', 'a1', 'a2', 'b');
  await fixture.put('g', 'a1', [-10, 'START 1'], [-7, '{"level":"error","ms":12}'], [-4, 'END 1']);
  await fixture.put('g', 'a2', [-9, 'START 2'], [-7, 'twin'], [-3, 'END 2']);
  await fixture.put('g', 'b', [-8, 'START 3'], [-1, 'REPORT 3']);
  return fixture;
}

const ALL = [
  'START 1',
  'START 2',
  'START 3',
  '{"level":"error","ms":12}',
  'twin',
  'END 1',
  'END 2',
  'REPORT 3',
];

it('interleaves streams in the order of time, also page by page', async () => {
  await using fixture = await withStreams();
  for (const pageSize of [undefined, 1, 2, 3, 8]) {
    expect(await find(fixture, { logGroupName: 'g' }, pageSize)).toEqual(ALL);
  }
});

it('gives each event its stream, times and an id of its own', async () => {
  await using fixture = await withStreams();
  const { events, searchedLogStreams, nextToken } = await fixture.logs.filterLogEvents({
    logGroupName: 'g',
  });
  expect(searchedLogStreams).toEqual([]);
  expect(nextToken).toBeUndefined();
  expect(events?.[1]).toEqual({
    logStreamName: 'a2',
    timestamp: fixture.now() - 9,
    message: 'START 2',
    ingestionTime: fixture.now(),
    eventId: expect.stringMatching(/^3\d{55}$/),
  });
  expect(new Set(events?.map((event) => event.eventId)).size).toBe(ALL.length);
});

it('narrows by streams, time and pattern', async () => {
  await using fixture = await withStreams();
  const now = fixture.now();
  const logGroupName = 'g';
  expect(await find(fixture, { logGroupName, logStreamNames: ['b', 'missing'] })).toEqual([
    'START 3',
    'REPORT 3',
  ]);
  expect(
    await find(fixture, { logGroupName, logStreamNamePrefix: 'a', filterPattern: 'START' }),
  ).toEqual(['START 1', 'START 2']);
  expect(await find(fixture, { logGroupName, startTime: now - 4, endTime: now - 3 })).toEqual([
    'END 1',
    'END 2',
  ]);
  expect(
    await find(fixture, { logGroupName, filterPattern: '{ $.level = "error" && $.ms > 10 }' }, 1),
  ).toEqual([ALL[3]]);
  expect(await find(fixture, { logGroupName, filterPattern: '?END ?REPORT' }, 2)).toEqual([
    'END 1',
    'END 2',
    'REPORT 3',
  ]);
  const logGroupIdentifier = 'arn:aws:logs:us-east-1:123456789012:log-group:g';
  expect(await find(fixture, { logGroupIdentifier, filterPattern: '-START -END' })).toEqual([
    ALL[3],
    'twin',
    'REPORT 3',
  ]);
});

it('ends a page at 1 MB', async () => {
  await using fixture = await startLogs();
  await fixture.createStreams('g', 's');
  for (let index = 0; index < 3; index++)
    await fixture.put('g', 's', [index, `${index}`.repeat(400_000)]);
  const { events, nextToken } = await fixture.logs.filterLogEvents({ logGroupName: 'g' });
  expect(events).toHaveLength(2);
  expect(
    (await fixture.logs.filterLogEvents({ logGroupName: 'g', nextToken })).events,
  ).toHaveLength(1);
});

it('hides what has expired', async () => {
  await using fixture = await withStreams();
  await fixture.logs.putRetentionPolicy({ logGroupName: 'g', retentionInDays: 1 });
  await fixture.stack.clock.advance(86_400_000 - 4);
  expect(await find(fixture, { logGroupName: 'g' })).toEqual(ALL.slice(5));
});

it('refuses malformed patterns, contradictions and foreign tokens', async () => {
  await using fixture = await withStreams();
  const { logs } = fixture;
  await expect(
    logs.filterLogEvents({ logGroupName: 'g', filterPattern: '{ $.a = ' }),
  ).rejects.toMatchObject(
    awsError(
      'InvalidParameterException',
      "If a filter pattern starts with '{' it must end with '}'",
    ),
  );
  await expect(
    logs.filterLogEvents({ logGroupName: 'g', filterPattern: 'a-b' }),
  ).rejects.toMatchObject(
    awsError('InvalidParameterException', "Invalid character(s) in term 'a-b'"),
  );
  await expect(
    logs.filterLogEvents({ logGroupName: 'g', logStreamNames: ['a1'], logStreamNamePrefix: 'a' }),
  ).rejects.toMatchObject(awsError('InvalidParameterException', /logStreamNamePrefix/));
  await expect(logs.filterLogEvents({ logGroupName: 'g', nextToken: 'x' })).rejects.toMatchObject(
    awsError('InvalidParameterException', 'The specified nextToken is invalid.'),
  );
  await expect(logs.filterLogEvents({ logGroupName: 'h' })).rejects.toMatchObject(
    awsError('ResourceNotFoundException', 'The specified log group does not exist.'),
  );
});
