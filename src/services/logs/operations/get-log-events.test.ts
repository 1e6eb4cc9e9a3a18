import { expect, it } from 'vitest';
import { awsError, type LogsFixture, startLogs } from '../fixture.ts';

const STREAM = { logGroupName: 'g', logStreamName: 's' };

async function withEvents(count: number): Promise<LogsFixture> {
  const fixture = await startLogs();
  await fixture.createStreams('g', 's');
  const events = Array.from({ length: count }, (_, index): [number, string] => [
    index - count,
    `${index}`,
  ]);
  if (count > 0) await fixture.put('g', 's', ...events);
  return fixture;
}

const messages = (page: { events?: { message?: string | undefined }[] | undefined }): unknown[] =>
  (page.events ?? []).map((event) => event.message);

it('gives the latest events, or the first ones', async () => {
  await using fixture = await withEvents(5);
  const { logs } = fixture;
  expect(messages(await logs.getLogEvents(STREAM))).toEqual(['0', '1', '2', '3', '4']);
  expect(messages(await logs.getLogEvents({ ...STREAM, limit: 2 }))).toEqual(['3', '4']);
  expect(messages(await logs.getLogEvents({ ...STREAM, limit: 2, startFromHead: true }))).toEqual([
    '0',
    '1',
  ]);
});

it('honours startTime (inclusive) and endTime (exclusive)', async () => {
  await using fixture = await withEvents(5);
  const page = await fixture.logs.getLogEvents({
    ...STREAM,
    startTime: fixture.now() - 4,
    endTime: fixture.now() - 2,
  });
  expect(messages(page)).toEqual(['1', '2']);
});

it('goes forward by token, repeats the token at the end, and goes on when more arrives', async () => {
  await using fixture = await withEvents(3);
  const { logs } = fixture;
  const first = await logs.getLogEvents({ ...STREAM, limit: 2, startFromHead: true });
  const second = await logs.getLogEvents({
    ...STREAM,
    startFromHead: true,
    nextToken: first.nextForwardToken,
  });
  expect(messages(second)).toEqual(['2']);
  const end = await logs.getLogEvents({
    ...STREAM,
    startFromHead: true,
    nextToken: second.nextForwardToken,
  });
  expect(end).toMatchObject({ events: [], nextForwardToken: second.nextForwardToken });
  await fixture.put('g', 's', [0, 'new']);
  const more = await logs.getLogEvents({
    ...STREAM,
    startFromHead: true,
    nextToken: end.nextForwardToken,
  });
  expect(messages(more)).toEqual(['new']);
  expect(more.nextForwardToken).toMatch(/^f\/.+\/s$/);
});

it('goes backward by token, and repeats the token at the beginning', async () => {
  await using fixture = await withEvents(3);
  const { logs } = fixture;
  const last = await logs.getLogEvents({ ...STREAM, limit: 2 });
  const before = await logs.getLogEvents({ ...STREAM, nextToken: last.nextBackwardToken });
  expect(messages(before)).toEqual(['0']);
  const end = await logs.getLogEvents({ ...STREAM, nextToken: before.nextBackwardToken });
  expect(end).toMatchObject({ events: [], nextBackwardToken: before.nextBackwardToken });
  const again = await logs.getLogEvents({ ...STREAM, nextToken: end.nextForwardToken });
  expect(messages(again)).toEqual(['0', '1', '2']);
  const end2 = await logs.getLogEvents({ ...STREAM, nextToken: again.nextForwardToken });
  expect(
    messages(await logs.getLogEvents({ ...STREAM, nextToken: end2.nextBackwardToken })),
  ).toEqual(['0', '1', '2']);
});

it('gives tokens for an empty stream, which lead to what comes', async () => {
  await using fixture = await withEvents(0);
  const { logs } = fixture;
  const empty = await logs.getLogEvents(STREAM);
  expect(empty.events).toEqual([]);
  await fixture.put('g', 's', [0, 'first']);
  expect(
    messages(await logs.getLogEvents({ ...STREAM, nextToken: empty.nextForwardToken })),
  ).toEqual(['first']);
  expect(
    messages(await logs.getLogEvents({ ...STREAM, nextToken: empty.nextBackwardToken })),
  ).toEqual([]);
});

it('ends a page at 1 MB', async () => {
  await using fixture = await withEvents(0);
  for (let index = 0; index < 4; index++) await fixture.put('g', 's', [index, 'x'.repeat(400_000)]);
  const first = await fixture.logs.getLogEvents({ ...STREAM, startFromHead: true });
  expect(first.events).toHaveLength(2);
  const second = await fixture.logs.getLogEvents({
    ...STREAM,
    startFromHead: true,
    nextToken: first.nextForwardToken,
  });
  expect(second.events).toHaveLength(2);
});

it('refuses foreign tokens and unknown streams', async () => {
  await using fixture = await withEvents(1);
  const { logs } = fixture;
  for (const nextToken of ['x', 'f/', 'g/abc/s', 'f/ü/s']) {
    await expect(logs.getLogEvents({ ...STREAM, nextToken })).rejects.toMatchObject(
      awsError('InvalidParameterException', 'The specified nextToken is invalid.'),
    );
  }
  await expect(logs.getLogEvents({ logGroupName: 'g', logStreamName: 'x' })).rejects.toMatchObject(
    awsError('ResourceNotFoundException', 'The specified log stream does not exist.'),
  );
});
