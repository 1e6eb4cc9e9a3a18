import type {
  InvokeWithResponseStreamCommandInput,
  InvokeWithResponseStreamCommandOutput,
  InvokeWithResponseStreamResponseEvent,
} from '@aws-sdk/client-lambda';
import { describe, expect, it } from 'vitest';
import { ECHO, startStack, toPayload } from '../fixtures/stack.ts';

const { stack, lambda, createActive } = await startStack({ sandbox: 'process' }); // pids are this machine's

const streaming = (body: string): string =>
  `exports.handler = awslambda.streamifyResponse(async (event, stream, context) => { ${body} });`;

await createActive('echo', ECHO);
await createActive(
  'words',
  streaming('for (const word of event) stream.write(word); stream.end();'),
);
await createActive('middle', streaming("stream.write('half'); throw new TypeError('middle');"));
await createActive('early', streaming("throw new TypeError('early');"));
await createActive('plain-error', "exports.handler = async () => { throw new Error('no'); };");

function invoke(
  FunctionName: string,
  event: unknown = {},
  input: Partial<InvokeWithResponseStreamCommandInput> = {},
): Promise<InvokeWithResponseStreamCommandOutput> {
  return lambda.invokeWithResponseStream({ FunctionName, Payload: toPayload(event), ...input });
}

function iterate(
  stream: InvokeWithResponseStreamCommandOutput['EventStream'],
): AsyncIterator<InvokeWithResponseStreamResponseEvent> {
  if (!stream) throw new Error('no stream');
  return stream[Symbol.asyncIterator]();
}

interface Answer {
  chunks: string[];
  complete: InvokeWithResponseStreamResponseEvent['InvokeComplete'];
}

async function read({ EventStream }: InvokeWithResponseStreamCommandOutput): Promise<Answer> {
  const chunks: string[] = [];
  for await (const event of EventStream ?? []) {
    if (event.InvokeComplete) return { chunks, complete: event.InvokeComplete };
    chunks.push(Buffer.from(event.PayloadChunk?.Payload ?? []).toString());
  }
  throw new Error('the stream ended without InvokeComplete');
}

describe('errors', () => {
  it.each<[string, Partial<InvokeWithResponseStreamCommandInput>, string]>([
    ['nobody', {}, 'ResourceNotFoundException'],
    ['echo', { Payload: Buffer.from('{') }, 'InvalidRequestContentException'],
    ['echo', { Payload: Buffer.alloc(6291457, ' ') }, 'RequestTooLargeException'],
    ['echo', { TenantId: 't' }, 'InvalidParameterValueException'],
  ])('%s %o', async (name, input, code) => {
    await expect(invoke(name, {}, input)).rejects.toMatchObject({ name: code });
  });

  it('throttled before the stream: a status', async () => {
    await createActive('none', ECHO);
    await lambda.putFunctionConcurrency({ FunctionName: 'none', ReservedConcurrentExecutions: 0 });
    await expect(invoke('none')).rejects.toMatchObject({
      name: 'TooManyRequestsException',
      Reason: 'ReservedFunctionConcurrentInvocationLimitExceeded',
    });
  });
});

describe('behaviour', () => {
  it('streams chunks, then says that it is complete', async () => {
    const output = await invoke('words', ['one', 'two'], { LogType: 'Tail' });
    expect(output).toMatchObject({
      StatusCode: 200,
      ExecutedVersion: '$LATEST',
      ResponseStreamContentType: 'application/vnd.amazon.eventstream',
    });
    const { chunks, complete } = await read(output);
    expect(chunks.join('')).toBe('onetwo');
    expect(complete?.ErrorCode).toBeUndefined();
    expect(Buffer.from(complete?.LogResult ?? '', 'base64').toString()).toMatch(
      /^START .*\n.*REPORT/s,
    );
  });

  it('hands the first chunk out while the function waits for more', async () => {
    await createActive(
      'signalled',
      streaming(
        "const signal = new Promise((resolve) => process.once('SIGUSR2', resolve)); stream.write(`${process.pid}`); await signal; stream.end('done');",
      ),
    );
    const { EventStream } = await invoke('signalled');
    const events = iterate(EventStream);
    const first = (await events.next()).value as InvokeWithResponseStreamResponseEvent;
    process.kill(Number(Buffer.from(first.PayloadChunk?.Payload ?? []).toString()), 'SIGUSR2');
    const second = (await events.next()).value as InvokeWithResponseStreamResponseEvent;
    expect(Buffer.from(second.PayloadChunk?.Payload ?? []).toString()).toBe('done');
    expect((await events.next()).value).toEqual({ InvokeComplete: {} });
  });

  it('gives the answer of a function that does not stream as one chunk', async () => {
    const { chunks, complete } = await read(await invoke('echo', { a: 1 }));
    expect(chunks).toEqual(['{"a":1}']);
    expect(complete).toEqual({});
  });

  it.each([
    ['middle', ['half'], 'TypeError'],
    ['early', [], 'TypeError'],
    ['plain-error', [], 'Error'],
  ])('tells how %s failed', async (name, expected, errorType) => {
    const { chunks, complete } = await read(await invoke(name));
    expect(chunks).toEqual(expected);
    expect(complete?.ErrorCode).toBe('Unhandled');
    expect(JSON.parse(complete?.ErrorDetails ?? '')).toMatchObject({ errorType });
  });

  it('says nothing for a dry run', async () => {
    expect(await invoke('echo', {}, { InvocationType: 'DryRun' })).toMatchObject({
      StatusCode: 204,
    });
  });

  it('Invoke of a streaming function answers with the whole', async () => {
    const { Payload } = await lambda.invoke({
      FunctionName: 'words',
      Payload: toPayload(['a', 'b']),
    });
    expect(Buffer.from(Payload ?? []).toString()).toBe('ab');
  });
});

describe('edges', () => {
  it('a client that goes away lets the function run to its end', async () => {
    await createActive(
      'long',
      streaming(
        `for (let i = 0; i < 100; i++) if (!stream.write(Buffer.alloc(65536))) await new Promise((r) => stream.once('drain', r));
         stream.end(); console.log('ran to its end');`,
      ),
    );
    const controller = new AbortController();
    const { EventStream } = await lambda.invokeWithResponseStream(
      { FunctionName: 'long' },
      { abortSignal: controller.signal },
    );
    const events = iterate(EventStream);
    await events.next();
    controller.abort();
    await events.return?.();
    const { CloudWatchLogs } = await import('@aws-sdk/client-cloudwatch-logs');
    const logs = stack.client(CloudWatchLogs);
    await expect
      .poll(async () => {
        const { events: lines } = await logs
          .filterLogEvents({ logGroupName: '/aws/lambda/long' })
          .catch(() => ({ events: [] }));
        return lines?.some(({ message }) => message?.startsWith('REPORT'));
      })
      .toBe(true);
    const { events: lines } = await logs.filterLogEvents({ logGroupName: '/aws/lambda/long' });
    expect(lines?.map(({ message }) => message).join('')).toContain('ran to its end');
  });

  it('20 MB arrive whole', async () => {
    await createActive(
      'large',
      streaming(
        "await require('stream/promises').pipeline(function* () { for (let i = 0; i < 20; i++) yield Buffer.alloc(1048576, i); }, stream);",
      ),
    );
    let size = 0;
    const { EventStream } = await invoke('large');
    for await (const event of EventStream ?? []) size += event.PayloadChunk?.Payload?.length ?? 0;
    expect(size).toBe(20 * 1048576);
  });
});
