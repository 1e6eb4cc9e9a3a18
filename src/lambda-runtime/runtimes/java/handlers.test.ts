/** https://docs.aws.amazon.com/lambda/latest/dg/java-handler.html, on one JDK; versions.test.ts has the others. */
import { describe, expect, it } from 'vitest';
import { json, text } from '../../fixtures/answers.ts';
import { REQUEST_ID } from '../../fixtures/fixture.ts';
import { makeZip } from '../../fixtures/deployment.ts';
import {
  EXAMPLES,
  JAVA_RUNTIMES,
  javaFailure,
  openJava,
  type JavaError,
} from './fixtures/functions.ts';

/** The most used first. */
const runtime =
  ['java21', 'java17'].find((each) => JAVA_RUNTIMES.includes(each)) ?? JAVA_RUNTIMES[0] ?? '';

describe.skipIf(JAVA_RUNTIMES.length === 0)('a Java function', { timeout: 60_000 }, () => {
  const failOf = (handler: string, event?: unknown): Promise<JavaError> =>
    javaFailure(runtime, handler, event);

  it('runs a RequestStreamHandler, with the largest events', async () => {
    const { fixture, fn } = await openJava({ runtime, handler: 'example.Streams' });
    expect(await fixture.call(fn, { a: 1 })).toEqual({ echo: { a: 1 } });
    const large = 'x'.repeat(6_000_000);
    expect(await fixture.call(fn, large)).toEqual({ echo: large });
  });

  it('runs methods of all kinds', async () => {
    const { fixture, fn } = await openJava({ runtime });
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
    const { fixture, fn } = await openJava({ runtime, handler: 'example.Failures$Closed' });
    expect(await fixture.call(fn, { orderId: 'o-2' })).toBe('o-2');
  });

  it('survives what the code does to its process', async () => {
    const { fixture, fn } = await openJava({ runtime, handler: 'example.Failures::fail' });
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

  it('logs one event a call, in text or JSON', async () => {
    const plain = await openJava({ runtime, handler: 'example.Logs::call' });
    await plain.fixture.invoke(plain.fn, 'é', { requestId: REQUEST_ID });
    const lines = await plain.fixture.logOf(plain.fn);
    const start = lines.findIndex((line) => line.startsWith('START'));
    expect(lines.slice(start + 1, start + 5)).toEqual([
      'plain é',
      '[WARN] a warning',
      'two\nlines',
      'null',
    ]);
    expect(lines.slice(start + 5, start + 8).map((line) => line.length)).toEqual([
      262_118,
      300_000 - 262_118,
      expect.any(Number), // END
    ]);

    const changes = { logFormat: 'JSON', applicationLogLevel: 'WARN' } as const;
    const asJson = await openJava({ runtime, handler: 'example.Logs::call', ...changes });
    await asJson.fixture.invoke(asJson.fn, 'é', { requestId: REQUEST_ID });
    const records = (await asJson.fixture.logOf(asJson.fn)).filter((line) => line.includes('warn'));
    expect(records.map((record) => JSON.parse(record) as unknown)).toEqual([
      {
        timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
        message: 'a warning',
        level: 'WARN',
        AWSRequestId: REQUEST_ID,
      },
    ]);
  });

  it('fails for a client context that is none, and goes on', async () => {
    const { fixture, fn } = await openJava({ runtime, handler: 'example.Methods::nothing' });
    for (const clientContext of ['{"custom":{"a":{}}}', '[1]', '"'])
      expect((await fixture.invoke(fn, {}, { clientContext })).functionError).toBe('Unhandled');
    expect(await fixture.call(fn)).toBe('called');
  });

  it('refuses an answer over 6 MB', async () => {
    const { fixture, fn } = await openJava({ runtime, handler: 'example.Methods::large' });
    expect(json((await fixture.invoke(fn, 6_291_555)).payload)).toMatchObject({
      errorType: 'Function.ResponseSizeTooLarge',
    });
    expect(await fixture.call(fn, 3)).toBe('xxx');
  });

  it('finds classes in jars: of its lib folder, of its layers', async () => {
    const { fixture, fn } = await openJava({ runtime, handler: 'example.Methods::nothing' });
    const classes = Object.entries(EXAMPLES).filter(([name]) => name.endsWith('.class'));
    const jar = await makeZip(Object.fromEntries(classes));
    const store = async (files: Record<string, Buffer | string>): Promise<string> =>
      (await fixture.runtime.storeCode(await makeZip(files))).codeId;
    const inLib = { ...fn, configId: 'lib', codeId: await store({ 'lib/function.jar': jar }) };
    expect(await fixture.call(inLib)).toBe('called');
    const layerIds = [await store({ 'java/lib/function.jar': jar })];
    const layered = { ...fn, configId: 'layer', codeId: await store({ README: '' }), layerIds };
    expect(await fixture.call(layered)).toBe('called');
  });

  it('honours JAVA_TOOL_OPTIONS', async () => {
    const environment = { JAVA_TOOL_OPTIONS: '-Xmx99m -XX:+UseParallelGC -Dtest=1' };
    const { fixture, fn } = await openJava({
      runtime,
      handler: 'example.Methods::nothing',
      environment,
    });
    expect(await fixture.call(fn)).toBe('called');
    expect((await fixture.logOf(fn)).join('')).toContain('Picked up JAVA_TOOL_OPTIONS: -Xmx99m');
  });
});
