/** https://docs.aws.amazon.com/lambda/latest/dg/nodejs-logging.html */
import { describe, expect, it } from 'vitest';
import { openFixture, REQUEST_ID } from '../../fixtures/fixture.ts';

type Line = Record<string, unknown>;

/** Runs a handler with these statements and returns what it logged. */
async function linesOf(
  body: string,
  environment: Record<string, string> = { AWS_LAMBDA_LOG_FORMAT: 'JSON' },
  before = '',
): Promise<string[]> {
  const { deploy, invoke, logOf } = await openFixture();
  const fn = await deploy(
    { 'index.js': `${before}\nexports.handler = async () => { ${body} };` },
    { environment },
  );
  await invoke(fn, {}, { requestId: REQUEST_ID });
  return (await logOf(fn)).filter((line) => !/^(INIT_|START|END|REPORT)/.test(line));
}

async function objectsOf(...given: Parameters<typeof linesOf>): Promise<Line[]> {
  return (await linesOf(...given)).map((line) => JSON.parse(line) as Line);
}

describe('LogFormat JSON', () => {
  it('writes one object a line, in AWS’s order of members', async () => {
    const [line = ''] = await linesOf("console.log('hello');");
    expect(line).toMatch(
      new RegExp(
        `^\\{"timestamp":"\\d{4}-\\d\\d-\\d\\dT[\\d:.]+Z","level":"INFO","requestId":"${REQUEST_ID}","message":"hello"\\}\\n$`,
      ),
    );
  });

  it.each<[string, unknown]>([
    ["'two\\nlines'", 'two\nlines'],
    ['{ a: { b: [1, null] } }', { a: { b: [1, null] } }],
    ['5', 5],
    ['undefined', undefined],
    ["'%s and %d', 'text', 7", 'text and 7'],
    ["'text', { a: 1 }", 'text { a: 1 }'],
    ["'%', '%%'", '% %%'],
  ])('console.log(%s)', async (values, message) => {
    const [line] = await objectsOf(`console.log(${values});`);
    expect(line?.['message']).toEqual(message);
  });

  it('writes what JSON cannot hold as text', async () => {
    const [cycle, big] = await objectsOf('const a = {}; a.a = a; console.log(a); console.log(1n);');
    expect(cycle?.['message']).toBe('<ref *1> { a: [Circular *1] }');
    expect(big?.['message']).toBe('1n');
  });

  it('an error alone is the message, beside text it is described', async () => {
    const [alone, beside, nested] = await objectsOf(
      "const error = Object.assign(new RangeError('far'), { code: 'X' }); console.error(error); console.error('it was', error, new Error('second')); console.log({ error });",
    );
    const described = {
      errorType: 'RangeError',
      errorMessage: 'far',
      stackTrace: expect.arrayContaining(['RangeError: far']) as unknown,
    };
    expect(alone).toMatchObject({ level: 'ERROR', message: { ...described, code: 'X' } });
    expect(beside).toMatchObject({
      ...described,
      message: expect.stringMatching(/^it was RangeError: far\n/) as unknown,
    });
    expect(nested).toMatchObject({ message: { error: { ...described, code: 'X' } } });
  });

  it('has no request during INIT', async () => {
    const [line] = await objectsOf('', undefined, "console.log('init');");
    expect(line).toMatchObject({ level: 'INFO', requestId: '-', message: 'init' });
  });

  it('the runtime says the same of an error that the handler threw', async () => {
    const [line] = await objectsOf("throw new TypeError('no');");
    expect(line).toMatchObject({
      level: 'ERROR',
      requestId: REQUEST_ID,
      message: { errorType: 'TypeError', errorMessage: 'no' },
    });
    const [text] = await objectsOf("throw 'words';");
    expect(text).toMatchObject({ message: { errorType: 'Error', errorMessage: 'words' } });
  });

  it('and of one that came before any handler', async () => {
    const [line] = await objectsOf('', undefined, "require('nowhere');");
    expect(line).toMatchObject({
      level: 'ERROR',
      message: {
        errorType: 'ImportModuleError',
        errorMessage: expect.stringContaining("Cannot find module 'nowhere'") as unknown,
      },
    });
  });

  it('leaves what is written to stdout as it is', async () => {
    expect(await linesOf("process.stdout.write('plain\\n');")).toEqual(['plain\n']);
  });

  it('survives a handler that replaces JSON and Error', async () => {
    const [line] = await objectsOf(
      "JSON.stringify = () => 'broken'; console.log({ a: 1 }); JSON.stringify = undefined; Error.prototype.toString = null; console.log('still');",
    );
    expect(line?.['message']).toEqual({ a: 1 });
  });
});

describe('levels', () => {
  const ALL =
    "console.trace('T'); console.debug('D'); console.log('L'); console.info('I'); console.warn('W'); console.error('E'); console.fatal('F');";

  it.each([
    ['', 'TRACE DEBUG INFO INFO WARN ERROR FATAL'],
    ['TRACE', 'TRACE DEBUG INFO INFO WARN ERROR FATAL'],
    ['DEBUG', 'DEBUG INFO INFO WARN ERROR FATAL'],
    ['INFO', 'INFO INFO WARN ERROR FATAL'],
    ['warn', 'WARN ERROR FATAL'],
    ['ERROR', 'ERROR FATAL'],
    ['FATAL', 'FATAL'],
    ['LOUD', 'TRACE DEBUG INFO INFO WARN ERROR FATAL'],
  ])('%s', async (level, expected) => {
    const lines = await objectsOf(ALL, {
      AWS_LAMBDA_LOG_FORMAT: 'JSON',
      ...(level && { AWS_LAMBDA_LOG_LEVEL: level }),
    });
    expect(lines.map((line) => line['level']).join(' ')).toBe(expected);
  });

  it('do not hold back what the runtime says', async () => {
    const lines = await objectsOf("throw new Error('no');", {
      AWS_LAMBDA_LOG_FORMAT: 'JSON',
      AWS_LAMBDA_LOG_LEVEL: 'FATAL',
    });
    expect(lines).toHaveLength(1);
  });

  it('text is the format otherwise', async () => {
    expect(await linesOf("console.warn('a %s', 'b');", { AWS_LAMBDA_LOG_FORMAT: 'Text' })).toEqual([
      expect.stringMatching(new RegExp(`^[\\d-]+T[\\d:.]+Z\\t${REQUEST_ID}\\tWARN\\ta b\\n$`)),
    ]);
  });
});
