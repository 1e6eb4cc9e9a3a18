/**
 * https://docs.aws.amazon.com/lambda/latest/dg/ruby-handler.html, on whatever Ruby this machine has: the
 * bootstrap is the same for all, and BRUME_RUBY lets it run on one that AWS does not offer.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { json, text } from '../../fixtures/answers.ts';
import { makeZip } from '../../fixtures/deployment.ts';
import { openFixture, REQUEST_ID, type Fixture } from '../../fixtures/fixture.ts';
import { hasProgram } from '../../fixtures/programs.ts';
import type { FunctionVersion } from '../../interface.ts';
import { findRuby } from './locate.ts';

const HAS_RUBY = hasProgram('ruby', '--version');

interface RubyError {
  errorMessage: string;
  errorType: string;
  stackTrace: string[];
}

async function open(
  handler: string,
  files: Record<string, string> = {},
  overrides: Partial<FunctionVersion> = {},
): Promise<{ fixture: Fixture; fn: FunctionVersion }> {
  const fixture = await openFixture();
  const code = await readFile(join(import.meta.dirname, 'fixtures/function.rb'), 'utf8');
  const fn = await fixture.deploy(
    { 'function.rb': code, ...files },
    { runtime: 'ruby3.3', handler, timeoutMs: 20_000, ...overrides },
  );
  return { fixture, fn };
}

describe.skipIf(!HAS_RUBY)('a Ruby function', () => {
  beforeEach(() => {
    vi.stubEnv('BRUME_RUBY', 'ruby');
    return () => vi.unstubAllEnvs();
  });

  it('runs with its context and its log', async () => {
    const { fixture, fn } = await open('function.handler');
    const request = {
      requestId: REQUEST_ID,
      traceId: 'Root=1-5-a',
      clientContext: '{"custom":{"k":"v"}}',
      logTail: true,
    };
    const first = await fixture.invoke(fn, { name: 'é' }, request);
    expect(json(first.payload)).toEqual({
      event: { name: 'é' },
      invocations: 1,
      request_id: REQUEST_ID,
      arn: fn.arn,
      function: 'hello:$LATEST',
      memory: '128',
      group: '/aws/lambda/hello',
      client: { custom: { k: 'v' } },
      remains: true,
      deadline: true,
      trace: expect.stringMatching(/^Root=1-5-a;Parent=/),
      execution: 'AWS_Lambda_ruby3.3',
    });
    expect(
      text(first.logTail ?? new Uint8Array())
        .split('\n')
        .slice(1, 8),
    ).toEqual([
      'one event',
      'of two lines',
      'a',
      'b',
      'to stderr',
      'without an end',
      `END RequestId: ${REQUEST_ID}`,
    ]);
    expect(await fixture.call(fn)).toMatchObject({ invocations: 2 });
    // One `puts` is one event.
    expect(await fixture.logOf(fn)).toContain('one event\nof two lines\n');
  });

  it.each<[string, string, unknown, unknown]>([
    [
      'a method of a class in a module',
      'function.Functions::Greeter.process',
      { name: 'J' },
      'Hello, J!',
    ],
    ['a stream as it is', 'function.stream', {}, { raw: true }],
    [
      'values of all kinds',
      'function.bare',
      [1, 2.5, null, 'é', { a: true }],
      [1, 2.5, null, 'é', { a: true }],
    ],
    ['the largest events', 'function.bare', 'x'.repeat(6_000_000), 'x'.repeat(6_000_000)],
    ['a file in a folder', 'lib/inner.handler', {}, 'inner'],
    ['a file that requires its neighbour', 'outer.handler', {}, 'inner'],
  ])('answers from %s', async (_what, handler, event, expected) => {
    const { fixture, fn } = await open(handler, {
      'lib/inner.rb': "def handler(event:, context:) = 'inner'\n",
      'outer.rb': "require_relative 'lib/inner'\n",
    });
    expect(await fixture.call(fn, event)).toEqual(expected);
  });

  it('logs in AWS’s formats', async () => {
    const plain = await open('function.logs');
    await plain.fixture.invoke(plain.fn, {}, { requestId: REQUEST_ID });
    const lines = await plain.fixture.logOf(plain.fn);
    expect(lines[2]).toMatch(
      /^I, \[\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6} #\d+\] {2}INFO 7f1c4f5e-0000-4000-8000-000000000001 -- : through a logger\n$/,
    );
    expect(lines[3]).toMatch(/^E, .* ERROR .*: an error \(RuntimeError\)\n/);
    expect(lines[4]).toMatch(/^END/);

    const changes = { logFormat: 'JSON', applicationLogLevel: 'ERROR' } as const;
    const asJson = await open('function.logs', {}, changes);
    await asJson.fixture.invoke(asJson.fn, {}, { requestId: REQUEST_ID });
    const records = (await asJson.fixture.logOf(asJson.fn)).filter((line) =>
      line.includes('an error'),
    );
    expect(records.map((record) => JSON.parse(record) as unknown)).toEqual([
      {
        timestamp: expect.stringMatching(/Z$/),
        level: 'ERROR',
        message: 'an error',
        requestId: REQUEST_ID,
        errorType: 'RuntimeError',
        errorMessage: 'an error',
        stackTrace: [],
      },
    ]);
  });

  it.each<[string, Partial<RubyError>]>([
    ['plain', { errorMessage: 'no luck', errorType: 'Function<RuntimeError>' }],
    ['own', { errorMessage: 'mine', errorType: 'Function<Failure>' }],
    ['name', { errorType: 'Function<NameError>' }],
    ['method', { errorType: 'Function<NoMethodError>' }],
    ['exit', { errorMessage: 'exit', errorType: 'Function<SystemExit>' }],
    ['stack', { errorMessage: 'stack level too deep', errorType: 'Function<SystemStackError>' }],
    ['json', { errorType: 'Function<JSON::GeneratorError>' }],
    ['binary', { errorMessage: '\uFFFD', errorType: 'Function<RuntimeError>' }],
    ['large', { errorType: 'Function.ResponseSizeTooLarge' }],
    ['exit!', { errorType: 'Runtime.ExitError' }],
  ])('tells of %s, and goes on', async (how, expected) => {
    const { fixture, fn } = await open('function.failing');
    const result = await fixture.invoke(fn, { how });
    expect(result.functionError).toBe('Unhandled');
    const answer = json<RubyError>(result.payload);
    expect(answer).toMatchObject(expected);
    if (answer.errorType === 'Function<RuntimeError>') {
      expect(answer.stackTrace).toEqual([
        expect.stringMatching(/function\.rb:\d+:in [`'].*failing'$/),
      ]);
    }
    expect(await fixture.call(fn, {})).toBe('fine');
  });

  it.each<[string, string, Partial<RubyError>]>([
    [
      'no such file',
      'nowhere.handler',
      { errorType: 'Init<LoadError>', errorMessage: 'cannot load such file -- nowhere' },
    ],
    [
      'a file that raises',
      'bad.handler',
      { errorType: 'Init<RuntimeError>', errorMessage: 'at once' },
    ],
    ['a file that is not Ruby', 'worse.handler', { errorType: 'Init<SyntaxError>' }],
    [
      'no method',
      'function',
      {
        errorType: 'Init<ArgumentError>',
        errorMessage: expect.stringMatching(
          /^Invalid handler \["function"\], must be of form/,
        ) as string,
      },
    ],
    [
      'no such method',
      'function.nowhere',
      {
        errorType: 'Function<NoMethodError>',
        errorMessage: expect.stringMatching(
          /undefined method .nowhere. for .*LambdaHandler/,
        ) as string,
      },
    ],
    ['no such class', 'function.Nowhere.call', { errorType: 'Function<NameError>' }],
  ])('fails for %s', async (_what, handler, expected) => {
    const { fixture, fn } = await open(handler, {
      'bad.rb': "raise 'at once'\n",
      'worse.rb': 'def (',
    });
    const result = await fixture.invoke(fn);
    expect(result.functionError).toBe('Unhandled');
    const answer = json<RubyError>(result.payload);
    expect(answer).toMatchObject(expected);
  });

  it('fails for a client context that is none, and goes on', async () => {
    const { fixture, fn } = await open('function.failing');
    const result = await fixture.invoke(fn, {}, { clientContext: '"' });
    expect(json<RubyError>(result.payload).errorType).toBe('Function<JSON::ParserError>');
    expect(await fixture.call(fn, {})).toBe('fine');
  });

  it('is ended when it sleeps too long', async () => {
    const { fixture, fn } = await open('function.failing', {}, { timeoutMs: 1500 });
    expect(text((await fixture.invoke(fn, { how: 'sleep' })).payload)).toContain(
      'Sandbox.Timedout',
    );
    expect(await fixture.call(fn, {})).toBe('fine');
  });

  it('finds files and gems of its layers', async () => {
    const { fixture, fn } = await open('uses.handler', {
      'uses.rb': "require 'word'\ndef handler(event:, context:) = WORD\n",
    });
    const layer = await makeZip({ 'ruby/lib/word.rb': "WORD = 'from a layer'\n" });
    const { codeId } = await fixture.runtime.storeCode(layer);
    expect(await fixture.call({ ...fn, layerIds: [codeId] })).toBe('from a layer');
  });

  it('finds gems that the function brings', async () => {
    const ruby = await findRuby('any', { BRUME_RUBY: 'ruby' });
    const api = `${ruby?.version.split('.').slice(0, 2).join('.')}.0`;
    const gems = `vendor/bundle/ruby/${api}`;
    const { fixture, fn } = await open('uses.handler', {
      'uses.rb': "require 'word'\ndef handler(event:, context:) = WORD\n",
      [`${gems}/gems/word-1.0.0/lib/word.rb`]: "WORD = 'from a gem'\n",
      [`${gems}/specifications/word-1.0.0.gemspec`]:
        "Gem::Specification.new { |s| s.name = 'word'; s.version = '1.0.0'; s.summary = 'w'; s.authors = ['w']; s.files = [] }\n",
    });
    expect(await fixture.call(fn)).toBe('from a gem');
  });
});
