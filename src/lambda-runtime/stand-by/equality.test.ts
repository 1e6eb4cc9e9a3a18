/** What a function does at its import is the same in a process that was started ahead and in one of its own. */
import { expect, it } from 'vitest';
import { text } from '../fixtures/answers.ts';
import { openFixture } from '../fixtures/fixture.ts';
import { PYTHON as NEWEST_PYTHON } from '../fixtures/python.ts';
import type { FunctionVersion } from '../interface.ts';

const NODE = { runtime: 'nodejs24.x', handler: 'index.handler' } as const;
const PYTHON = { runtime: NEWEST_PYTHON, handler: 'index.handler' } as const;

type Kind = Pick<FunctionVersion, 'runtime' | 'handler'>;

it.each<[string, Kind, Record<string, string>]>([
  [
    'an ES module with top-level await',
    NODE,
    {
      'index.mjs': `
        console.log('importing');
        const later = await new Promise((done) => setTimeout(done, 20, 'later'));
        export const handler = async () => [later, import.meta.url.split('/').at(-1), process.argv.length];`,
    },
  ],
  [
    'an ES module whose top-level await fails',
    NODE,
    { 'index.mjs': "await Promise.reject(new RangeError('no')); export const handler = () => 1;" },
  ],
  [
    'an ES module whose top-level await never ends',
    NODE,
    { 'index.mjs': 'await new Promise(() => {}); export const handler = () => 1;' },
  ],
  [
    'a Python module that prints',
    PYTHON,
    {
      'index.py':
        'import sys\nprint("importing")\nsys.stderr.write("half a line")\ndef handler(event, context):\n  print("running")\n  return [__name__, __file__.split("/")[-1], sys.argv[1:]]\n',
    },
  ],
  [
    'a Python module that raises',
    PYTHON,
    { 'index.py': 'def fail():\n  raise LookupError("no")\nfail()\n' },
  ],
  ['a Python module that ends its process', PYTHON, { 'index.py': 'import sys\nsys.exit(3)\n' }],
  [
    'a Python module that starts threads',
    PYTHON,
    {
      'index.py':
        'import threading, queue\nq = queue.Queue()\nthreading.Thread(target=lambda: q.put("from a thread"), daemon=True).start()\nbackground = threading.Thread(target=lambda: threading.Event().wait(), daemon=True)\nbackground.start()\ndef handler(event, context):\n  return [q.get(timeout=5), background.is_alive(), threading.current_thread() is threading.main_thread()]\n',
    },
  ],
])('%s', async (_what, kind, files) => {
  const told: unknown[] = [];
  for (const standBy of [true, false]) {
    const { runtime, deploy, invoke, logOf } = await openFixture({ standBy });
    const fn = await deploy(files, { ...kind, memoryMb: 1769 });
    await runtime.expect(fn);
    const { payload, functionError } = await invoke(fn);
    told.push({ functionError, payload: plain(text(payload)), log: (await logOf(fn)).map(plain) });
  }
  expect(told[0]).toEqual(told[1]);
});

/** Without what differs from process to process. */
function plain(line: string): string {
  return line
    .replaceAll(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, '<id>')
    .replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, '<time>')
    .replaceAll(/[\d.]+ ms/g, '<ms>')
    .replaceAll(/Max Memory Used: \d+/g, 'Max Memory Used: <n>')
    .replaceAll(/\/[^\s"]*\/(index\.\w+)/g, '<task>/$1');
}
