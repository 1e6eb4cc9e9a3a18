/** https://docs.aws.amazon.com/lambda/latest/dg/python-logging.html */
import { describe, expect, it } from 'vitest';
import { REQUEST_ID } from '../../fixtures/fixture.ts';
import { openPython, PYTHONS } from '../../fixtures/python.ts';

/** What one invocation of a function prints between START and END. */
async function printed(code: string, environment: Record<string, string> = {}): Promise<string[]> {
  const { deployCode, invoke, logOf } = await openPython();
  const fn = await deployCode(code, { environment });
  await invoke(fn, {}, { requestId: REQUEST_ID });
  const lines = await logOf(fn);
  const start = lines.findIndex((line) => line.startsWith('START'));
  return lines.slice(
    start + 1,
    lines.findIndex((line) => line.startsWith('END')),
  );
}

const handler = (...lines: string[]): string =>
  ['import logging, os, sys\ndef handler(event, context):', ...lines].join('\n  ');

describe('the standard streams', () => {
  it.each<[string, string[], string[]]>([
    ['one event a line', ["print('a\\nb', 1)"], ['a\n', 'b 1\n']],
    [
      'in order',
      ["print('1', file=sys.stderr)", "print('2')", "context.log('3')"],
      ['1\n', '2\n', '3'],
    ],
    ['what ends without a newline', ["print('a', end='')", "print('b', end='')"], ['ab\n']],
    ['bytes', ["sys.stdout.buffer.write(b'\\xc3\\xa9\\n')"], ['é\n']],
    ['characters of all kinds', ["print('é€😀')"], ['é€😀\n']],
    [
      'what survives nothing else',
      ["print('last')", 'os._exit(1)'],
      ['last\n', expect.any(String)],
    ],
    ['lines', ["sys.stdout.writelines(['a\\n', 'b\\n'])"], ['a\n', 'b\n']],
  ])('%s', async (_what, lines, expected) => {
    expect(await printed(handler(...lines))).toEqual(expected);
  });

  it('cuts what is longer than an event, not within a character', async () => {
    const events = await printed(handler("print('x' + 'é' * 200_000)"));
    expect(events.map((event) => Buffer.byteLength(event))).toEqual([262117, 137885]);
    expect(events.join('')).toBe(`x${'é'.repeat(200_000)}\n`);
  });

  it('has the lines of programs and of children', async () => {
    const events = await printed(
      handler(
        "import subprocess; subprocess.run(['echo', 'program'])",
        'pid = os.fork()',
        "if pid == 0: print('child'); return 'a second answer, which nobody hears'",
        'os.waitpid(pid, 0)',
      ),
    );
    expect(events.toSorted()).toEqual(['child\n', 'program\n']);
  });

  it('has whole lines of threads', async () => {
    const events = await printed(
      handler(
        'import threading',
        "ts = [threading.Thread(target=lambda n=n: sys.stdout.write(str(n) * 9 + '\\n' * (n % 2))) for n in range(8)]",
        '[(t.start(), t.join()) for t in ts]',
      ),
    );
    expect(events.join('')).toHaveLength(76);
  });
});

describe('logging', () => {
  const STAMP = '\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z';

  it.each(PYTHONS)('is prepared by %s', async (runtime) => {
    const { deployCode, invoke, logOf } = await openPython(runtime);
    const fn = await deployCode(`import logging
logging.warning('init')
def handler(event, context):
    logging.getLogger().info('not at this level')
    logging.getLogger('mine').error('two\\nlines %d', 5)`);
    await invoke(fn, {}, { requestId: REQUEST_ID });
    const lines = await logOf(fn);
    expect(lines[1]).toMatch(new RegExp(`^\\[WARNING\\]\\t${STAMP}\\t\\tinit\\n$`));
    expect(lines[3]).toMatch(
      new RegExp(`^\\[ERROR\\]\\t${STAMP}\\t${REQUEST_ID}\\ttwo\\nlines 5\\n$`),
    );
    expect(lines).toHaveLength(6);
  });

  it('shows a trace within its event', async () => {
    const [event] = await printed(
      handler('try: 1 / 0', "except ZeroDivisionError: logging.exception('oops')"),
    );
    expect(event).toMatch(
      /\toops\nTraceback \(most recent call last\):\n[^]*ZeroDivisionError: division by zero$/,
    );
  });

  it('has one handler, whose format can be changed', async () => {
    const lines = ['root = logging.getLogger()', 'print(root.handlers)'];
    const change = "root.handlers[0].setFormatter(logging.Formatter('%(levelname)s: %(message)s'))";
    const [first, second] = await printed(
      handler(...lines, change, "root.warning('w')", 'logging.basicConfig()'),
    );
    expect(first).toMatch(/^\[<LambdaLoggerHandler \(NOTSET\)>\]\n$/);
    expect(second).toBe('WARNING: w');
  });

  it('writes JSON, at the level asked for', async () => {
    const events = await printed(
      handler(
        "logging.debug('no')",
        "logging.info('é %s', 'x', extra={'order': 7})",
        "print('plain')",
        'try: 1 / 0',
        "except ZeroDivisionError: logging.exception('oops')",
      ),
      { AWS_LAMBDA_LOG_FORMAT: 'JSON', AWS_LAMBDA_LOG_LEVEL: 'INFO' },
    );
    expect(events[1]).toBe('plain\n');
    expect([events[0], events[2]].map((event) => JSON.parse(event ?? '') as unknown)).toEqual([
      {
        timestamp: expect.stringMatching(new RegExp(`^${STAMP}$`)),
        level: 'INFO',
        message: 'é x',
        logger: 'root',
        requestId: REQUEST_ID,
        order: 7,
      },
      {
        timestamp: expect.any(String),
        level: 'ERROR',
        message: 'oops',
        logger: 'root',
        stackTrace: [expect.stringContaining('1 / 0')],
        errorType: 'ZeroDivisionError',
        errorMessage: 'division by zero',
        requestId: REQUEST_ID,
        location: expect.stringMatching(/index\.py:handler:\d+$/),
      },
    ]);
  });

  it('writes exceptions as JSON too', async () => {
    const [event] = await printed(handler("raise ValueError('boom')"), {
      AWS_LAMBDA_LOG_FORMAT: 'JSON',
      AWS_LAMBDA_LOG_LEVEL: 'TRACE',
    });
    expect(JSON.parse(event ?? '')).toEqual({
      timestamp: expect.any(String),
      level: 'ERROR',
      errorMessage: 'boom',
      errorType: 'ValueError',
      requestId: REQUEST_ID,
      stackTrace: [expect.stringContaining("raise ValueError('boom')")],
    });
  });
});
