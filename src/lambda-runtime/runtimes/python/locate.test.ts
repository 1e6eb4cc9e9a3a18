import { chmod, mkdir, mkdtemp, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { PYTHON, PYTHON_CACHE } from '../../fixtures/python.ts';
import { createRuntimeCatalog } from '../catalog.ts';
import { createInterpreterFinder, type InterpreterFinder } from './locate.ts';

/** Nothing but what a test puts there, and what the system itself has. */
async function makeHome(): Promise<{ home: string; finder: InterpreterFinder }> {
  const home = await mkdtemp(join(tmpdir(), 'brume-home-'));
  onTestFinished(() => rm(home, { recursive: true }));
  return { home, finder: createInterpreterFinder({ HOME: home, PATH: join(home, 'bin') }) };
}

async function script(file: string, text: string): Promise<string> {
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, `#!/bin/sh\n${text}\n`);
  await chmod(file, 0o755);
  return file;
}

const says = (answer: object): string => `echo ${JSON.stringify(JSON.stringify(answer))}`;
const ANSWER = {
  implementation: 'cpython',
  version: '3.99.1',
  path: '/py/bin/python3.99',
  prefix: '/py',
  library: ['/py/lib/python3.99'],
};

it('asks an interpreter once what it is, and tells the folder that it needs', async () => {
  const { home, finder } = await makeHome();
  const count = join(home, 'count');
  await script(join(home, 'bin/python3.99'), `echo x >> ${count}; ${says(ANSWER)}`);
  const expected = { path: '/py/bin/python3.99', version: '3.99.1', needs: ['/py'] };
  expect(await finder.find('3.99')).toEqual(expected);
  expect(await finder.find('3.99')).toEqual(expected);
  await script(join(home, 'bin/python3'), `cat ${count}; exit 1`);
  expect(await finder.find('3.98')).toBeUndefined();
  const { readFile } = await import('node:fs/promises');
  expect(await readFile(count, 'utf8')).toBe('x\n');
});

it('needs of a system Python its program and its library, not all of /usr', async () => {
  const { home, finder } = await makeHome();
  const library = ['/usr/lib/python3.99'];
  const answer = { ...ANSWER, path: '/usr/bin/python3.99', prefix: '/usr', library };
  await script(join(home, 'bin/python3'), says(answer));
  expect((await finder.find('3.99'))?.needs).toEqual(['/usr/bin/python3.99', ...library]);
});

it.each<[string, string]>([
  ['fails', 'exit 127'],
  ['says nothing', 'true'],
  ['says something else', 'echo Python 3.99'],
  ['is of another release', says({ ...ANSWER, version: '3.9.9' })],
  ['is no CPython', says({ ...ANSWER, implementation: 'pypy' })],
])('passes over a program that %s', async (_what, text) => {
  const { home, finder } = await makeHome();
  await script(join(home, 'bin/python3.99'), text);
  expect(await finder.find('3.99')).toBeUndefined();
  await script(join(home, '.pyenv/versions/3.99.1/bin/python3.99'), says(ANSWER));
  expect((await finder.find('3.99'))?.version).toBe('3.99.1');
});

it('passes over a folder, and a file that cannot be run', async () => {
  const { home, finder } = await makeHome();
  await mkdir(join(home, 'bin/python3.99'), { recursive: true });
  await chmod(await script(join(home, 'bin/python3'), says(ANSWER)), 0o644);
  expect(await finder.find('3.99')).toBeUndefined();
});

it('sees through the links of a virtual environment', async () => {
  const status = await createRuntimeCatalog(PYTHON_CACHE).get(PYTHON).status(PYTHON);
  const { home, finder } = await makeHome();
  await mkdir(join(home, 'bin'));
  await symlink(status.path ?? '', join(home, `bin/${PYTHON}`));
  await writeFile(join(home, 'pyvenv.cfg'), `home = ${dirname(status.path ?? '')}\n`);
  const found = await finder.find(PYTHON.slice('python'.length));
  expect(found?.path).toBe(await realpath(status.path ?? ''));
  expect(found?.needs[0]).not.toContain(home);
});
