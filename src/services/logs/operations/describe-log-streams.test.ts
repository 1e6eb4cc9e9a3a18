import {
  type DescribeLogStreamsCommandInput,
  paginateDescribeLogStreams,
} from '@aws-sdk/client-cloudwatch-logs';
import { expect, it } from 'vitest';
import { awsError, type LogsFixture, startLogs } from '../fixture.ts';

async function names(
  fixture: LogsFixture,
  input: DescribeLogStreamsCommandInput,
): Promise<unknown[]> {
  const found = [];
  for await (const page of paginateDescribeLogStreams(
    { client: fixture.logs, pageSize: 2 },
    { ...input },
  )) {
    found.push(...(page.logStreams ?? []).map((stream) => stream.logStreamName));
  }
  return found;
}

it('tells when events begin and end', async () => {
  await using fixture = await startLogs();
  await fixture.createStreams('g', 's');
  await fixture.put('g', 's', [-5000, 'first'], [-1000, 'last']);
  const putAt = fixture.now();
  await fixture.stack.clock.advance(60_000);
  await fixture.put('g', 's', [-62_000, 'between, later']);
  const { logStreams } = await fixture.logs.describeLogStreams({ logGroupName: 'g' });
  expect(logStreams?.[0]).toMatchObject({
    firstEventTimestamp: putAt - 5000,
    lastEventTimestamp: putAt - 1000,
    lastIngestionTime: putAt + 60_000,
    uploadSequenceToken: expect.stringMatching(/^\d{56}$/),
  });
});

it('orders by name, up and down, with a prefix, page by page', async () => {
  await using fixture = await startLogs();
  await fixture.createStreams('g', 'b', 'a', 'ab', 'ac', 'c');
  expect(await names(fixture, { logGroupName: 'g' })).toEqual(['a', 'ab', 'ac', 'b', 'c']);
  expect(await names(fixture, { logGroupName: 'g', descending: true })).toEqual([
    'c',
    'b',
    'ac',
    'ab',
    'a',
  ]);
  expect(await names(fixture, { logGroupName: 'g', logStreamNamePrefix: 'a' })).toEqual([
    'a',
    'ab',
    'ac',
  ]);
  expect(
    await names(fixture, { logGroupName: 'g', logStreamNamePrefix: 'a', descending: true }),
  ).toEqual(['ac', 'ab', 'a']);
});

it('orders by the last event, page by page', async () => {
  await using fixture = await startLogs();
  await fixture.createStreams('g', 'empty', 'old', 'new', 'middle', 'twin');
  await fixture.put('g', 'old', [-3000, 'x']);
  await fixture.put('g', 'new', [-9000, 'x'], [0, 'y']);
  await fixture.put('g', 'middle', [-2000, 'x']);
  await fixture.put('g', 'twin', [-2000, 'x']);
  const input = {
    logGroupIdentifier: 'arn:aws:logs:us-east-1:123456789012:log-group:g',
    orderBy: 'LastEventTime' as const,
  };
  expect(await names(fixture, input)).toEqual(['empty', 'old', 'middle', 'twin', 'new']);
  expect(await names(fixture, { ...input, descending: true })).toEqual([
    'new',
    'twin',
    'middle',
    'old',
    'empty',
  ]);
});

it('refuses contradictions and unknown groups', async () => {
  await using fixture = await startLogs();
  const { logs } = fixture;
  await expect(logs.describeLogStreams({})).rejects.toMatchObject(
    awsError('InvalidParameterException', /logGroupName/),
  );
  await expect(
    logs.describeLogStreams({ logGroupName: 'g', logGroupIdentifier: 'g' }),
  ).rejects.toMatchObject(
    awsError(
      'InvalidParameterException',
      'LogGroup name and LogGroup ARN are mutually exclusive parameters.',
    ),
  );
  await expect(logs.describeLogStreams({ logGroupName: 'g' })).rejects.toMatchObject(
    awsError('ResourceNotFoundException', 'The specified log group does not exist.'),
  );
  await expect(
    logs.describeLogStreams({
      logGroupIdentifier: 'arn:aws:logs:us-east-1:999999999999:log-group:g',
    }),
  ).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
  await fixture.createStreams('g');
  await expect(
    logs.describeLogStreams({
      logGroupName: 'g',
      orderBy: 'LastEventTime',
      logStreamNamePrefix: 'a',
    }),
  ).rejects.toMatchObject(awsError('InvalidParameterException', /LastEventTime/));
});
