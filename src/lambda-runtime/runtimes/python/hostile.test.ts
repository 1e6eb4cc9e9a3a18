/** Functions that break what they can reach; the next invocation, and Brume, must not notice. */
import { expect, it } from 'vitest';
import { json } from '../../fixtures/answers.ts';
import { openPython } from '../../fixtures/python.ts';

const EXITED = { errorType: 'Runtime.ExitError' };

it.each<[string, string, object]>([
  ['closes its channel', 'os.close(3)', EXITED],
  ['writes rubbish into its channel', "os.write(3, b'\\xff' * 64)", EXITED],
  ['crashes the interpreter', 'ctypes.string_at(0)', EXITED],
  ['closes its standard output', "sys.stdout.close(); print('x')", { errorType: 'ValueError' }],
  ['has an error without words', 'raise Silent()', EXITED],
  [
    'has an error of 7 MB',
    "raise ValueError('x' * 7_000_000)",
    { errorType: 'Function.ResponseSizeTooLarge' },
  ],
  ['recurses without end', 'handler(event, context)', { errorType: 'RecursionError' }],
  ['raises what is no Exception', 'raise KeyboardInterrupt()', EXITED],
  ['forks, and both go on', 'os.fork(); raise ValueError()', { errorType: 'ValueError' }],
  ['answers with what lies about itself', 'return Liar()', { errorType: 'Runtime.MarshalError' }],
  [
    'has its stack too deep for an answer',
    'return nested(50_000)',
    { errorType: 'Runtime.MarshalError' },
  ],
])('%s', async (_what, code, expected) => {
  const { deployCode, invoke, call } = await openPython();
  const fn = await deployCode(
    `import ctypes, os, sys
class Silent(Exception):
    def __str__(self): raise RuntimeError('no words')
class Liar(dict):
    def items(self): raise OSError('no items')
def nested(depth):
    value = []
    for _ in range(depth): value = [value]
    return value
def handler(event, context):
    if event == 'again': return 'alive'
    ${code}`,
    { memoryMb: 512, timeoutMs: 10_000 },
  );
  const result = await invoke(fn, '');
  expect(json(result.payload)).toMatchObject(expected);
  expect(await call(fn, 'again')).toBe('alive');
});

it('breaks everything that this runtime uses, and is still answered', async () => {
  const { deployCode, call } = await openPython();
  const fn = await deployCode(`
import json, os, sys, time, builtins, importlib, traceback
def broken(*args, **kwargs): raise RuntimeError('broken')
json.dumps = json.loads = os.read = os.write = time.time = importlib.import_module = broken
sys.path.clear(); sys.meta_path.clear(); sys.argv.clear(); os.environ.clear()
sys.stdout = None
def handler(event, context): return [event, context.get_remaining_time_in_millis() > 0]`);
  expect(await call(fn, { n: 1 })).toEqual([{ n: 1 }, true]);
  expect(await call(fn, { n: 2 })).toEqual([{ n: 2 }, true]);
});

it('takes an event that is nested deeper than Python can', async () => {
  const { deployCode, invoke, call } = await openPython();
  const fn = await deployCode('def handler(event, context): return 1');
  const payload = Buffer.from('['.repeat(200_000) + ']'.repeat(200_000));
  const result = await invoke(fn, undefined, { payload });
  if (result.functionError !== undefined)
    expect(json(result.payload)).toMatchObject({ errorType: 'Runtime.UnmarshalError' });
  expect(await call(fn)).toBe(1);
});

it('writes more than anyone reads', async () => {
  const { deployCode, call } = await openPython();
  const fn = await deployCode(
    "def handler(event, context):\n  for i in range(100_000): print('line', i)\n  return 'done'",
    { timeoutMs: 30_000 },
  );
  expect(await call(fn)).toBe('done');
});
