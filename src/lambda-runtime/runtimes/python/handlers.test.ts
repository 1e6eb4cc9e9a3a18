/** https://docs.aws.amazon.com/lambda/latest/dg/python-handler.html */
import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { promisify } from 'node:util';
import { describe, expect, it, onTestFinished } from 'vitest';
import yazl from 'yazl';
import { json } from '../../fixtures/answers.ts';
import { makeFunction } from '../../fixtures/deployment.ts';
import { REQUEST_ID } from '../../fixtures/fixture.ts';
import { openPython, PYTHON, PYTHON_CACHE } from '../../fixtures/python.ts';
import { createRuntimeCatalog } from '../catalog.ts';

const FOUND = "def handler(event, context): return 'found'";

describe('finds the handler', () => {
  it.each<[string, string, Record<string, string>]>([
    ['a module', 'index.handler', { 'index.py': FOUND }],
    ['a folder', 'src/app.handler', { 'src/app.py': FOUND }],
    ['a package, dotted', 'src.app.handler', { 'src/__init__.py': '', 'src/app.py': FOUND }],
    ['a package itself', 'app.handler', { 'app/__init__.py': FOUND }],
    [
      'relative imports',
      'src/app.handler',
      { 'src/app.py': 'from .other import handler', 'src/other.py': FOUND },
    ],
    ['any callable', 'index.handler', { 'index.py': "handler = lambda event, context: 'found'" }],
    [
      'a module that shadows one of the library',
      'logging.handler',
      { 'logging.py': 'from json import dumps\n' + FOUND },
    ],
    [
      'a folder named in a .pth file',
      'index.handler',
      {
        'index.py': 'from deep import handler',
        'vendor.pth': 'vendor\n',
        'vendor/deep.py': FOUND,
      },
    ],
  ])('%s', async (_what, handler, files) => {
    const { deploy, call } = await openPython();
    expect(await call(await deploy(files, { handler }))).toBe('found');
  });

  it.each<[string, string, Record<string, string>, object]>([
    [
      'no such module',
      'index.handler',
      { 'other.py': '' },
      {
        errorType: 'Runtime.ImportModuleError',
        errorMessage: "Unable to import module 'index': No module named 'index'",
      },
    ],
    [
      'a missing dependency',
      'src/index.handler',
      { 'src/index.py': 'import nowhere' },
      {
        errorType: 'Runtime.ImportModuleError',
        errorMessage: "Unable to import module 'src/index': No module named 'nowhere'",
      },
    ],
    [
      'no such function',
      'index.other',
      { 'index.py': FOUND },
      {
        errorType: 'Runtime.HandlerNotFound',
        errorMessage: "Handler 'other' missing on module 'index'",
      },
    ],
    [
      'no dot',
      'index',
      { 'index.py': '' },
      {
        errorType: 'Runtime.MalformedHandlerName',
        errorMessage: "Bad handler 'index': not enough values to unpack (expected 2, got 1)",
      },
    ],
    [
      'the name of a built-in module',
      'time.handler',
      { 'time.py': FOUND },
      {
        errorType: 'Runtime.BuiltInModuleConflict',
        errorMessage: 'Cannot use built-in module time as a handler module',
      },
    ],
    ['a way out', '../index.handler', { 'index.py': FOUND }, { errorType: 'TypeError' }],
  ])('or says why not: %s', async (_what, handler, files, expected) => {
    const { deploy, invoke, logOf } = await openPython();
    const fn = await deploy(files, { handler });
    const result = await invoke(fn, {}, { requestId: REQUEST_ID });
    expect(result.functionError).toBe('Unhandled');
    const answer = json<{ errorType: string }>(result.payload);
    expect(answer).toMatchObject({ ...expected, requestId: '', stackTrace: expect.any(Array) });
    const lines = await logOf(fn);
    expect(lines[1]).toMatch(new RegExp(`^\\[ERROR\\] ${answer.errorType}: `));
    expect(lines.at(-1)).toContain(`Status: error\tError Type: ${answer.errorType}\n`);
  });

  it('or shows the line of a syntax error', async () => {
    const { deployCode, invoke } = await openPython();
    const result = await invoke(await deployCode('def handler(event, context:\n  pass'));
    expect(json(result.payload)).toEqual({
      errorType: 'Runtime.UserCodeSyntaxError',
      errorMessage: expect.stringMatching(
        /^Syntax error in module 'index': .*\(index\.py, line 1\)$/,
      ),
      requestId: '',
      stackTrace: [expect.stringMatching(/^ {2}File ".*\/index\.py" Line 1\n {4}def handler/)],
    });
  });

  it('or shows how far an import came that threw', async () => {
    const { deployCode, invoke, logOf } = await openPython();
    const fn = await deployCode("print('so far')\nraise ValueError('top')");
    const { payload } = await invoke(fn);
    const { stackTrace, ...answer } = json<{ stackTrace: string[] }>(payload);
    expect(answer).toEqual({ errorType: 'ValueError', errorMessage: 'top', requestId: '' });
    expect(stackTrace[0]).toMatch(/importlib\/__init__\.py", line \d+, in import_module\n/);
    expect(stackTrace.at(-1)).toMatch(
      /^ {2}File ".*\/index\.py", line 2, in <module>\n {4}raise ValueError\('top'\)\n$/,
    );
    const lines = await logOf(fn);
    expect(lines[1]).toBe('so far\n');
    expect(lines[2]).toMatch(/^\[ERROR\] ValueError: top\nTraceback \(most recent call last\):\n/);
  });
});

it('imports from the function, its layers and the library, and from nowhere else', async () => {
  const { deployCode, call } = await openPython();
  const fn = await deployCode(`
import os, sys
def handler(event, context):
    return [sys.path[0] == os.environ['LAMBDA_TASK_ROOT'], sys.path[1:3], any(p.endswith('-packages') for p in sys.path[3:]), 'site' in sys.modules, len(sys.argv)]`);
  const [isFirst, layers, hasMachines, hasSite, words] = await call<unknown[]>(fn);
  expect(isFirst).toBe(true);
  expect(layers).toEqual([
    expect.stringMatching(/^\/opt\/python\/lib\/python3\.\d+\/site-packages$/),
    '/opt/python',
  ]);
  expect(hasMachines).toBe(false);
  expect(hasSite).toBe(false);
  expect(words).toBe(1);
});

it('honours PYTHONPATH of the function, after its own code and before the library', async () => {
  const { deploy, call } = await openPython();
  const fn = await deploy(
    { 'index.py': 'from lib.json import handler', 'lib/json.py': FOUND },
    { environment: { PYTHONPATH: '/nowhere:/elsewhere' } },
  );
  expect(await call(fn)).toBe('found');
  const curious = await deploy(
    { 'index.py': 'import sys\ndef handler(event, context): return sys.path[1:3]' },
    { environment: { PYTHONPATH: '/nowhere:/elsewhere' } },
  );
  expect(await call(curious)).toEqual(['/nowhere', '/elsewhere']);
});

it('gives Python programs that the function starts the same packages', async () => {
  const { deployCode, call } = await openPython();
  const fn = await deployCode(`
import json, subprocess, sys
def handler(event, context):
    out = subprocess.run([sys.executable, '-c', 'import json, sys; print(json.dumps(sys.path))'], capture_output=True)
    return [sys.path[3], json.loads(out.stdout)]`);
  const [packages, childs] = await call<[string, string[]]>(fn);
  expect(childs).toContain(packages);
});

it('uses the compiled files of a zip', async () => {
  const { runtime, call, clock } = await openPython();
  const folder = await mkdtemp(join(tmpdir(), 'brume-pyc-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const source = join(folder, 'dep.py');
  await writeFile(source, "word = 'compiled'");
  const { path = '' } = await createRuntimeCatalog(PYTHON_CACHE).get(PYTHON).status(PYTHON);
  await promisify(execFile)(path, ['-I', '-m', 'py_compile', source]);
  const [name = ''] = await readdir(join(folder, '__pycache__'));
  const { mtime } = await stat(source);
  const zip = new yazl.ZipFile();
  // Of the same size and time, so that only what was compiled can tell.
  zip.addBuffer(Buffer.from("word = 'replaced'"), 'dep.py', { mtime });
  zip.addBuffer(await readFile(join(folder, '__pycache__', name)), `__pycache__/${name}`);
  zip.addBuffer(Buffer.from('import dep\ndef handler(e, c): return dep.word'), 'index.py');
  zip.end();
  const { codeId } = await runtime.storeCode(await buffer(zip.outputStream));
  const fn = makeFunction({ codeId, configId: String(clock.now()), runtime: PYTHON });
  expect(await call(fn)).toBe('compiled');
});
