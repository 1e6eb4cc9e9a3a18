/** What handlers return and raise: https://docs.aws.amazon.com/lambda/latest/dg/python-exceptions.html */
import { describe, expect, it } from 'vitest';
import { json, text } from '../../fixtures/answers.ts';
import { REQUEST_ID } from '../../fixtures/fixture.ts';
import { openPython, PYTHONS } from '../../fixtures/python.ts';

const returns = (expression: string, imports = 'sys'): string =>
  `import ${imports}\ndef handler(event, context): return ${expression}`;
const escapes = (runtime: string): boolean => Number(runtime.split('.')[1]) < 12;

describe('results', () => {
  it.each([
    ['None', 'None', 'null'],
    ['numbers', '[1, 1.0, 1e22, 10**20, True]', '[1, 1.0, 1e+22, 100000000000000000000, true]'],
    ['no number and infinity', "[float('nan'), float('-inf')]", '[NaN, -Infinity]'],
    ['a tuple', '(1, [2], {})', '[1, [2], {}]'],
    ['keys of other kinds', '{1: 2, None: 3, 1.5: 4, True: 5}', '{"1": 5, "null": 3, "1.5": 4}'],
    ['a dict of another class', "__import__('collections').OrderedDict(a=1)", '{"a": 1}'],
    [
      'a named tuple',
      "[__import__('collections').namedtuple('P', 'x y')(1, 'q\"')]",
      '[{"x": 1, "y": "q\\""}]',
    ],
    ['decimals', "[d('1.10'), d('1E+3'), d('NaN'), {'a': d(1)}]", '[1.10, 1E+3, NaN, {"a": 1}]'],
    ['bytes inside', "{b'k': b'v', 'n': [], 'm': {}}", '{"k": "v", "n": [], "m": {}}'],
    ['an integer enum', "__import__('http').HTTPStatus.OK", '200'],
    ['bytes, as they are', "b'<a>\\xc3\\xa9'", '<a>é'],
  ])('%s', async (_what, expression, expected) => {
    const { deployCode, invoke } = await openPython();
    const code = `from decimal import Decimal as d\n${returns(expression)}`;
    const result = await invoke(await deployCode(code));
    expect(text(result.payload)).toBe(expected);
    expect(result.functionError).toBeUndefined();
  });

  it.each(PYTHONS)('text of %s', async (runtime) => {
    const { deployCode, invoke } = await openPython(runtime);
    const plain = await invoke(await deployCode(returns("'é😀'")));
    const careful = await invoke(await deployCode(returns("[b'\\xc3\\xa9']")));
    expect([text(plain.payload), text(careful.payload)]).toEqual(
      escapes(runtime) ? ['"\\u00e9\\ud83d\\ude00"', '["\\u00e9"]'] : ['"é😀"', '["é"]'],
    );
  });

  it.each([
    ['a coroutine', 'async def handler(event, context): pass', 'Object of type coroutine'],
    ['a generator', 'def handler(event, context): yield 1', 'Object of type generator'],
    ['a set', returns('{1}'), 'Object of type set'],
    ['a date', returns("{'at': datetime.date.today()}", 'datetime'), 'Object of type date'],
  ])('that cannot be: %s', async (_what, code, words) => {
    const { deployCode, invoke } = await openPython();
    const { payload, functionError } = await invoke(
      await deployCode(code),
      {},
      { requestId: REQUEST_ID },
    );
    expect(functionError).toBe('Unhandled');
    expect(json(payload)).toEqual({
      errorType: 'Runtime.MarshalError',
      errorMessage: `Unable to marshal response: ${words} is not JSON serializable`,
      requestId: REQUEST_ID,
      stackTrace: [],
    });
  });

  it.each([
    ['a cycle', 'a = []\na.append(a)\ndef handler(event, context): return a', /Circular/],
    [
      'a cycle with something else in it',
      "a = [b'']\na.append(a)\ndef handler(event, context): return a",
      /Circular reference detected$/,
    ],
    ['a key', returns('{(1, 2): 3}'), /keys must be str, int, float, bool or None, not tuple$/],
    ['bytes that are no text', returns("[b'\\xff']"), /'utf-8' codec can't decode byte 0xff/],
  ])('that cannot be: %s', async (_what, code, words) => {
    const { deployCode, invoke } = await openPython();
    const { payload } = await invoke(await deployCode(code));
    expect(json(payload)).toMatchObject({
      errorType: 'Runtime.MarshalError',
      errorMessage: expect.stringMatching(words),
    });
  });

  it('passes 6 MB both ways, and no more', async () => {
    const { deployCode, invoke } = await openPython();
    const fn = await deployCode(returns("event if event else 'x' * 6291555"), { memoryMb: 512 });
    const payload = Buffer.from(JSON.stringify('y'.repeat(6291456 - 2)));
    const result = await invoke(fn, undefined, { payload });
    expect(Buffer.compare(Buffer.from(result.payload), payload)).toBe(0);
    const tooLarge = await invoke(fn, '');
    expect(tooLarge.functionError).toBe('Unhandled');
    expect(json(tooLarge.payload)).toEqual({
      errorType: 'Function.ResponseSizeTooLarge',
      errorMessage: 'Response payload size exceeded maximum allowed payload size (6291556 bytes).',
    });
  });

  it('takes an empty event for {}, and refuses what is no JSON', async () => {
    const { deployCode, invoke } = await openPython();
    const fn = await deployCode(returns('event'));
    expect(text((await invoke(fn, undefined, { payload: Buffer.alloc(0) })).payload)).toBe('{}');
    const { payload } = await invoke(fn, undefined, { payload: Buffer.from('{') });
    expect(json(payload)).toMatchObject({
      errorType: 'Runtime.UnmarshalError',
      errorMessage: expect.stringMatching(/^Unable to unmarshal input: Expecting property name/),
    });
  });
});

describe('exceptions', () => {
  it('name the type, the message, the request and the lines', async () => {
    const { deployCode, invoke, logOf } = await openPython();
    const fn = await deployCode(`
class NotFound(Exception): pass
def find(): 
    raise NotFound('gone')
def handler(event, context):
    return find()`);
    const result = await invoke(fn, {}, { requestId: REQUEST_ID });
    expect(result.functionError).toBe('Unhandled');
    expect(text(result.payload)).toMatch(
      new RegExp(
        `^\\{"errorMessage": "gone", "errorType": "NotFound", "requestId": "${REQUEST_ID}", "stackTrace": \\[`,
      ),
    );
    expect(json<{ stackTrace: string[] }>(result.payload).stackTrace).toEqual([
      expect.stringMatching(
        /^ {2}File ".*\/index\.py", line 6, in handler\n {4}return find\(\)\n$/,
      ),
      expect.stringMatching(
        /^ {2}File ".*\/index\.py", line 4, in find\n {4}raise NotFound\('gone'\)\n$/,
      ),
    ]);
    expect((await logOf(fn))[2]).toMatch(
      /^\[ERROR\] NotFound: gone\nTraceback \(most recent call last\):\n\u00a0\u00a0File ".*\/index\.py", line 6, in handler\n\u00a0\u00a0\u00a0\u00a0return find\(\)\n.*\n.*raise NotFound\('gone'\)$/,
    );
  });

  it('leave the environment alive', async () => {
    const { deployCode, call, invoke, streams } = await openPython();
    const fn = await deployCode(`
n = 0
def handler(event, context):
    global n
    n += 1
    if event: raise KeyError(event)
    return n`);
    expect(json((await invoke(fn, 'a')).payload)).toMatchObject({
      errorType: 'KeyError',
      errorMessage: "'a'",
    });
    expect(await call(fn, '')).toBe(2);
    expect(streams).toHaveLength(1);
  });

  it('of a handler that takes other arguments, or none at all', async () => {
    const { deployCode, invoke } = await openPython();
    const { payload } = await invoke(await deployCode('def handler(): pass'));
    expect(json(payload)).toMatchObject({
      errorType: 'TypeError',
      errorMessage: 'handler() takes 0 positional arguments but 2 were given',
    });
    const notCallable = await invoke(await deployCode('handler = 5'));
    expect(json(notCallable.payload)).toMatchObject({
      errorType: 'TypeError',
      errorMessage: "'int' object is not callable",
    });
  });

  it.each([
    ['sys.exit()', 'Runtime exited without providing a reason'],
    ['sys.exit(3)', 'Runtime exited with error: exit status 3'],
    ["sys.exit('words')", 'Runtime exited with error: exit status 1'],
    ['exit(4)', 'Runtime exited with error: exit status 4'],
    [
      '__import__("os").kill(__import__("os").getpid(), 9)',
      'Runtime exited with error: signal: killed',
    ],
  ])('that end the process: %s', async (expression, words) => {
    const { deployCode, invoke, call, logOf } = await openPython();
    const fn = await deployCode(
      `import sys\ndef handler(event, context):\n  if event: return 1\n  print('before')\n  ${expression}`,
    );
    const { payload } = await invoke(fn, '', { requestId: REQUEST_ID });
    expect(json(payload)).toEqual({
      errorType: 'Runtime.ExitError',
      errorMessage: `RequestId: ${REQUEST_ID} Error: ${words}`,
    });
    expect(await call(fn, 'again')).toBe(1);
    const lines = await logOf(fn);
    expect(lines[2]).toBe('before\n');
    if (expression.includes('words')) expect(lines[3]).toBe('words\n');
  });
});
