/** https://docs.aws.amazon.com/lambda/latest/dg/java-handler.html, on every JDK that this machine has. */
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { json, text } from '../../fixtures/answers.ts';
import { makeFunction, makeZip } from '../../fixtures/deployment.ts';
import { openFixture, REQUEST_ID, type Fixture } from '../../fixtures/fixture.ts';
import { hasProgram } from '../../fixtures/programs.ts';
import type { FunctionVersion } from '../../interface.ts';
import { createRuntimeCatalog } from '../catalog.ts';
import { compileExamples } from './fixtures/compile.ts';

const cacheDir = join(tmpdir(), 'brume-test-runtimes');
const runtimes: string[] = [];
if (hasProgram('javac', '--version') && hasProgram('mvn', '--version')) {
  for (const { runtime, state } of await createRuntimeCatalog(cacheDir).statuses())
    if (runtime.startsWith('java') && state === 'found') runtimes.push(runtime);
}
const zip = runtimes.length > 0 ? await makeZip(await compileExamples()) : Buffer.alloc(0);
for (const runtime of runtimes) await createRuntimeCatalog(cacheDir).get(runtime).prepare(runtime);

interface JavaError {
  errorMessage: string;
  errorType: string;
  stackTrace?: string[];
  cause?: JavaError;
}

/** Whole, as S3 sends it; AWS's mapping wants all of it. */
const S3_EVENT = {
  Records: [
    {
      eventVersion: '2.1',
      eventSource: 'aws:s3',
      awsRegion: 'us-east-1',
      eventTime: '2026-01-02T03:04:05.678Z',
      eventName: 'ObjectCreated:Put',
      userIdentity: { principalId: 'EXAMPLE' },
      requestParameters: { sourceIPAddress: '127.0.0.1' },
      responseElements: { 'x-amz-request-id': 'C3D13FE58DE4C810', 'x-amz-id-2': 'FMyUVURIY8' },
      s3: {
        s3SchemaVersion: '1.0',
        configurationId: 'rule',
        bucket: { name: 'b', ownerIdentity: { principalId: 'EXAMPLE' }, arn: 'arn:aws:s3:::b' },
        object: { key: 'a+b%21', size: 1, eTag: 'd41d8cd9', versionId: 'v', sequencer: '0055' },
      },
    },
  ],
};

async function open(
  overrides: Partial<FunctionVersion>,
): Promise<{ fixture: Fixture; fn: FunctionVersion }> {
  const fixture = await openFixture({ cacheDir });
  const { codeId } = await fixture.runtime.storeCode(zip);
  const fn = makeFunction({ codeId, memoryMb: 512, timeoutMs: 20_000, ...overrides });
  return { fixture, fn };
}

describe.skipIf(runtimes.length === 0).each(runtimes)('%s', { timeout: 60_000 }, (runtime) => {
  const failOf = async (handler: string, event: unknown = null): Promise<JavaError> => {
    const { fixture, fn } = await open({ runtime, handler: `example.${handler}` });
    const result = await fixture.invoke(fn, event);
    expect(result.functionError).toBe('Unhandled');
    return json<JavaError>(result.payload);
  };

  it('runs a RequestHandler with its context and its log', async () => {
    const { fixture, fn } = await open({ runtime, handler: 'example.OrderHandler' });
    const order = { orderId: 'o-1', amount: 2.5, items: ['é'], counts: { a: 1 } };
    const request = {
      requestId: REQUEST_ID,
      clientContext: '{"client":{"app_title":"titles"},"custom":{"k":"v"}}',
      logTail: true,
    };
    const first = await fixture.invoke(fn, { ...order, unknown: true }, request);
    expect(json(first.payload)).toEqual({
      order,
      invocations: 1,
      requestId: REQUEST_ID,
      function: 'hello:$LATEST',
      arn: fn.arn,
      memory: 512,
      group: '/aws/lambda/hello',
      remains: true,
      java: runtime.slice('java'.length),
      execution: `AWS_Lambda_${runtime}`,
      heap: true,
      title: 'titles',
      custom: { k: 'v' },
    });
    const lines = text(first.logTail ?? new Uint8Array()).split('\n');
    expect(lines.slice(1, 6)).toEqual([
      'order o-1',
      'to stdout',
      'through LambdaRuntime',
      'to stderr',
      `END RequestId: ${REQUEST_ID}`,
    ]);
    expect(await fixture.call(fn, order)).toMatchObject({ invocations: 2 });
  });

  it('runs a RequestStreamHandler, with the largest events', async () => {
    const { fixture, fn } = await open({ runtime, handler: 'example.Streams' });
    expect(await fixture.call(fn, { a: 1 })).toEqual({ echo: { a: 1 } });
    const large = 'x'.repeat(6_000_000);
    expect(await fixture.call(fn, large)).toEqual({ echo: large });
  });

  it('runs methods of all kinds', async () => {
    const { fixture, fn } = await open({ runtime });
    const bean = { orderId: 'o', amount: 2, items: ['i'] }; // what is null is left out, as on AWS
    const cases: [string, unknown, unknown][] = [
      ['bean', bean, { ...bean, amount: 4 }],
      ['text', 'é', 'é!'],
      ['number', 41, 42],
      ['flag', true, false],
      ['map', { a: [1] }, { a: [1], more: true }],
      ['list', [bean], [{ ...bean, amount: 3 }]],
      ['array', [bean, bean], [bean]],
      ['anything', { a: [1, 2.5, null, 'x'] }, { a: [1, 2.5, null, 'x'] }],
      ['nothing', { a: 1 }, 'called'],
      ['context', {}, 'hello'],
      ['empty', 'x', null],
      ['bytes', { a: 1 }, { a: 1 }],
      ['reads', {}, null],
      ['writes', {}, 'hello'],
      ['overloaded', 'x', 'with context'],
    ];
    for (const [method, event, expected] of cases) {
      const handler = `example.Methods::${method}`;
      expect
        .soft(await fixture.call({ ...fn, handler, configId: handler }, event))
        .toEqual(expected);
    }
  });

  it('maps the classes of aws-lambda-java-events', async () => {
    const { fixture, fn } = await open({ runtime });
    const cases: [string, unknown, unknown][] = [
      [
        'http',
        {
          rawPath: '/a',
          queryStringParameters: { q: '1' },
          requestContext: { http: { method: 'PUT' } },
        },
        expect.objectContaining({ statusCode: 201, headers: { 'x-method': 'PUT' }, body: '/a?1' }),
      ],
      [
        'sqs',
        { Records: [{ messageId: 'm-1', body: 'hi', eventSourceARN: 'arn:q' }] },
        { batchItemFailures: [{ itemIdentifier: 'm-1' }] },
      ],
      ['s3', S3_EVENT, 'b/a b!'],
      ['sns', { Records: [{ EventSource: 'aws:sns', Sns: { Message: 'hi' } }] }, 'hi'],
      ['dynamodb', { Records: [{ dynamodb: { NewImage: { pk: { S: 'key' } } } }] }, 'key'],
      [
        'schedule',
        { 'detail-type': 'Scheduled Event', time: '2026-01-02T03:04:05Z' },
        'Scheduled Event 2026-01-02T03:04:05.000Z',
      ],
    ];
    for (const [method, event, expected] of cases) {
      const handler = `example.Events::${method}`;
      expect
        .soft(await fixture.call({ ...fn, handler, configId: handler }, event))
        .toEqual(expected);
    }
  });

  it('tells what the code threw, with its causes', async () => {
    const plain = await failOf('Failures::fail', 'plain');
    expect(plain).toEqual({
      errorMessage: 'no luck',
      errorType: 'java.lang.IllegalStateException',
      stackTrace: expect.arrayContaining([
        expect.stringMatching(/^example\.Failures\.fail\(Failures\.java:\d+\)$/),
      ]),
    });
    expect(plain.stackTrace?.join('\n')).not.toContain('brume');
    expect(await failOf('Failures::fail', 'cause')).toMatchObject({
      errorMessage: 'outer',
      cause: { errorMessage: 'inner', errorType: 'java.lang.IllegalArgumentException' },
    });
    expect(await failOf('Failures::fail', 'silent')).toMatchObject({
      errorMessage: 'java.lang.NullPointerException',
    });
    const cycle = await failOf('Failures::fail', 'cycle');
    expect(cycle.cause).toMatchObject({ errorMessage: 'b' });
    expect(cycle.cause).not.toHaveProperty('cause');
  });

  it('tells why an event or an answer cannot be mapped', async () => {
    expect(await failOf('Failures::unreadable', { amount: 'much' })).toMatchObject({
      errorMessage: 'An error occurred during JSON parsing',
      errorType: 'java.lang.RuntimeException',
      stackTrace: [],
      cause: { errorType: 'java.io.UncheckedIOException' },
    });
    expect(await failOf('Failures::unwritable')).toMatchObject({
      errorMessage: 'An error occurred during JSON serialization of response',
    });
  });

  it.each<[string, string, JavaError | { errorMessage: string }]>([
    [
      'a class that is not there',
      'Nowhere',
      {
        errorMessage: 'Class not found: example.Nowhere',
        errorType: 'java.lang.ClassNotFoundException',
      },
    ],
    [
      'a method that is not there',
      'Methods::nowhere',
      {
        errorMessage:
          'No public method named nowhere with appropriate method signature found on class example.Methods',
      },
    ],
    [
      'a method with too many parameters',
      'Methods::tooMany',
      {
        errorMessage:
          'No public method named tooMany with appropriate method signature found on class example.Methods',
      },
    ],
    [
      'no method after the colons',
      'Methods::',
      { errorMessage: "Invalid handler: `example.Methods::'" },
    ],
    [
      'a class without an interface',
      'Methods',
      {
        errorMessage: 'Class does not implement an appropriate handler interface: example.Methods',
      },
    ],
    [
      'an inner class',
      'Failures$Inner::call',
      {
        errorMessage:
          'Class example.Failures$Inner cannot be instantiated because it is a non-static inner class',
        errorType: 'java.lang.Exception',
      },
    ],
    [
      'an open type parameter',
      'Failures$Open',
      {
        errorMessage:
          'Class example.Failures$Open does not implement RequestHandler with concrete type parameters: parameter T has no upper bound.',
      },
    ],
    [
      'a constructor that throws',
      'Failures$Constructor::call',
      { errorMessage: 'cannot be made', errorType: 'java.lang.IllegalStateException' },
    ],
    [
      'a class that cannot be initialised',
      'Failures$Static::call',
      {
        errorMessage: 'Error loading class example.Failures$Static',
        errorType: 'java.lang.ExceptionInInitializerError',
      },
    ],
  ])('fails for %s', async (_what, handler, expected) => {
    expect(await failOf(handler)).toEqual(expected);
  });

  it('finds the types of an interface behind generic classes', async () => {
    const { fixture, fn } = await open({ runtime, handler: 'example.Failures$Closed' });
    expect(await fixture.call(fn, { orderId: 'o-2' })).toBe('o-2');
  });

  it('survives what the code does to its process', async () => {
    const { fixture, fn } = await open({ runtime, handler: 'example.Failures::fail' });
    const message = async (how: string): Promise<string> =>
      json<JavaError>((await fixture.invoke(fn, how)).payload).errorMessage;
    expect(await message('exit')).toMatch(/Error: Runtime exited with error: exit status 3$/);
    expect(await message('stack')).toBe('java.lang.StackOverflowError');
    expect(await fixture.call(fn, 'interrupt')).toBe('interrupt');
    expect(await fixture.call(fn, 'again')).toBe('again');
    const hasty = { ...fn, configId: 'hasty', timeoutMs: 1500 };
    expect(text((await fixture.invoke(hasty, 'sleep')).payload)).toContain('Sandbox.Timedout');
    const log = (await fixture.logOf(fn)).join('');
    expect(log).toContain('java.lang.StackOverflowError: java.lang.StackOverflowError\n');
    expect(log).toContain('Error: Runtime exited with error: exit status 1\nRuntime.ExitError\n');
  });

  it('refuses an answer over 6 MB', async () => {
    const { fixture, fn } = await open({ runtime, handler: 'example.Methods::large' });
    expect(json((await fixture.invoke(fn, 6_291_555)).payload)).toMatchObject({
      errorType: 'Function.ResponseSizeTooLarge',
    });
    expect(await fixture.call(fn, 3)).toBe('xxx');
  });

  it('honours JAVA_TOOL_OPTIONS', async () => {
    const environment = { JAVA_TOOL_OPTIONS: '-Xmx99m -XX:+UseParallelGC -Dtest=1' };
    const { fixture, fn } = await open({
      runtime,
      handler: 'example.Methods::nothing',
      environment,
    });
    expect(await fixture.call(fn)).toBe('called');
    expect((await fixture.logOf(fn)).join('')).toContain('Picked up JAVA_TOOL_OPTIONS: -Xmx99m');
  });
});
