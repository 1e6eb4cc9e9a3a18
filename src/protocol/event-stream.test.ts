import { Readable } from 'node:stream';
import { expect, test } from 'vitest';
import { AwsError } from './aws-error.ts';
import { readEventMessages } from './event-stream-reader.ts';
import type { WireResponse } from './interface.ts';
import { loadModel } from './model.ts';
import { resolveOperation } from './resolve.ts';
import { sdkClient } from './round-trip/sdk-client.ts';
import type { ServiceId } from './service-id.ts';
import { writeOutput } from './write.ts';

type Events = AsyncIterable<Record<string, unknown>>;

/** Sends `operation` with the real client; the server side answers with `output`. */
async function call(
  id: ServiceId,
  operation: string,
  input: object,
  output: object,
): Promise<Record<string, unknown>> {
  const model = await loadModel(id);
  const client = await sdkClient(id);
  return client.send(operation, input, async (request) =>
    writeOutput(resolveOperation(model, request), output, 'request-1'),
  );
}

async function* streamOf(events: readonly object[], failure?: Error): AsyncGenerator<object> {
  yield* events;
  if (failure) throw failure;
}

async function gather<T>(items: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
}

function collect(events: unknown): Promise<Record<string, unknown>[]> {
  return gather(events as Events);
}

test('InvokeWithResponseStream: chunks of bytes, then how it ended, and headers beside the stream', async () => {
  const output = await call(
    'lambda',
    'InvokeWithResponseStream',
    { FunctionName: 'f' },
    {
      StatusCode: 200,
      ExecutedVersion: '7',
      EventStream: streamOf([
        { PayloadChunk: { Payload: Buffer.from('hel') } },
        { PayloadChunk: { Payload: Buffer.from('lo') } },
        { InvokeComplete: { ErrorCode: 'Oops', LogResult: 'bG9n' } },
      ]),
    },
  );
  expect(output).toMatchObject({ StatusCode: 200, ExecutedVersion: '7' });
  const [first, second, last] = await collect(output.EventStream);
  expect(first).toEqual({ PayloadChunk: { Payload: new Uint8Array(Buffer.from('hel')) } });
  expect(second).toEqual({ PayloadChunk: { Payload: new Uint8Array(Buffer.from('lo')) } });
  expect(last).toEqual({ InvokeComplete: { ErrorCode: 'Oops', LogResult: 'bG9n' } });
});

test('StartLiveTail: an RPC protocol begins with an initial response', async () => {
  const output = await call(
    'logs',
    'StartLiveTail',
    { logGroupIdentifiers: ['g'] },
    {
      responseStream: streamOf([
        { sessionStart: { sessionId: 's', logGroupIdentifiers: ['g'] } },
        {
          sessionUpdate: {
            sessionMetadata: { sampled: false },
            sessionResults: [{ message: 'm', timestamp: 1 }],
          },
        },
      ]),
    },
  );
  const events = await collect(output.responseStream);
  expect(events).toEqual([
    { sessionStart: { sessionId: 's', logGroupIdentifiers: ['g'] } },
    {
      sessionUpdate: {
        sessionMetadata: { sampled: false },
        sessionResults: [{ message: 'm', timestamp: 1 }],
      },
    },
  ]);
});

test('SelectObjectContent: XML events, some of them empty', async () => {
  const input = {
    Bucket: 'b',
    Key: 'k',
    Expression: 'e',
    ExpressionType: 'SQL',
    InputSerialization: {},
    OutputSerialization: {},
  };
  const output = await call('s3', 'SelectObjectContent', input, {
    Payload: streamOf([
      { Records: { Payload: Buffer.from('a,b') } },
      { Stats: { Details: { BytesScanned: 3 } } },
      { Cont: {} },
      { End: {} },
    ]),
  });
  expect(await collect(output.Payload)).toMatchObject([
    { Records: { Payload: expect.anything() as unknown } },
    { Stats: { Details: { BytesScanned: 3 } } },
    { Cont: {} },
    { End: {} },
  ]);
});

test('a modelled exception inside a stream arrives as that exception', async () => {
  const failure = new AwsError('ResourceNotFoundException', 'the shard is gone');
  const output = await call(
    'kinesis',
    'SubscribeToShard',
    { ConsumerARN: 'c', ShardId: 's', StartingPosition: { Type: 'LATEST' } },
    {
      EventStream: streamOf(
        [
          {
            SubscribeToShardEvent: {
              Records: [],
              ContinuationSequenceNumber: '1',
              MillisBehindLatest: 0,
            },
          },
        ],
        failure,
      ),
    },
  );
  const events = collect(output.EventStream);
  await expect(events).rejects.toMatchObject({
    name: 'ResourceNotFoundException',
    message: 'the shard is gone',
  });
});

test('an unmodelled error inside a stream arrives by its code', async () => {
  const output = await call(
    'lambda',
    'InvokeWithResponseStream',
    { FunctionName: 'f' },
    {
      EventStream: streamOf(
        [{ PayloadChunk: { Payload: Buffer.from('x') } }],
        new AwsError('InternalFailure', 'broken'),
      ),
    },
  );
  await expect(collect(output.EventStream)).rejects.toMatchObject({
    name: 'InternalFailure',
    message: 'broken',
  });
});

async function framed(): Promise<Buffer> {
  const model = await loadModel('lambda');
  const operation = model.operations.get('InvokeWithResponseStream');
  if (!operation) throw new Error('no such operation');
  const events = {
    EventStream: streamOf([
      { PayloadChunk: { Payload: Buffer.from('x') } },
      { InvokeComplete: {} },
    ]),
  };
  const response: WireResponse = writeOutput({ operation, protocol: 'rest-json' }, events, 'r');
  return Buffer.concat(await gather(response.body as AsyncIterable<Uint8Array>));
}

test('messages are read back however their bytes are cut', async () => {
  const bytes = await framed();
  for (const size of [1, 5, 16, bytes.length]) {
    const chunks = Array.from({ length: Math.ceil(bytes.length / size) }, (_, index) =>
      bytes.subarray(index * size, (index + 1) * size),
    );
    const messages = await gather(readEventMessages(Readable.from(chunks)));
    expect(messages.map(({ headers }) => headers[':event-type']?.value)).toEqual([
      'PayloadChunk',
      'InvokeComplete',
    ]);
  }
});

test('a large message in very small pieces is read in good time', async () => {
  const payload = Buffer.alloc(1024 * 1024, 'x');
  const operation = (await loadModel('lambda')).operations.get('InvokeWithResponseStream');
  if (!operation) throw new Error('no such operation');
  const events = { EventStream: streamOf([{ PayloadChunk: { Payload: payload } }]) };
  const response = writeOutput({ operation, protocol: 'rest-json' }, events, 'r');
  const bytes = Buffer.concat(await gather(response.body as AsyncIterable<Uint8Array>));
  const pieces = async function* (): AsyncGenerator<Uint8Array> {
    for (let at = 0; at < bytes.length; at += 16) yield bytes.subarray(at, at + 16);
  };
  const startedAt = performance.now();
  const [message] = await gather(readEventMessages(pieces()));
  expect(Buffer.from(message?.body ?? []).equals(payload)).toBe(true);
  expect(performance.now() - startedAt).toBeLessThan(2000);
});

test.each([
  [
    'a flipped bit',
    (bytes: Buffer) =>
      Buffer.concat([
        bytes.subarray(0, 20),
        Buffer.from([bytes.readUInt8(20) ^ 1]),
        bytes.subarray(21),
      ]),
    /damaged/,
  ],
  ['an early end', (bytes: Buffer) => bytes.subarray(0, -1), /ends inside a message/],
  [
    'a length of 4 GB',
    () => Buffer.from('ffffffff0000000000000000', 'hex'),
    /cannot be 4294967295 bytes/,
  ],
  ['a length of 0', () => Buffer.alloc(16), /cannot be 0 bytes/],
])('%s is refused', async (_, damage, message) => {
  const bytes = damage(await framed());
  await expect(gather(readEventMessages(Readable.from([bytes])))).rejects.toThrow(message);
});
