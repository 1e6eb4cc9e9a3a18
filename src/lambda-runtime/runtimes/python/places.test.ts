import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { listPlaces } from './places.ts';

async function makeHome(...folders: string[]): Promise<string> {
  const home = await mkdtemp(join(tmpdir(), 'brume-home-'));
  onTestFinished(() => rm(home, { recursive: true }));
  for (const folder of folders) await mkdir(join(home, folder), { recursive: true });
  return home;
}

it('looks on PATH, in the folders of version managers, in the usual ones, then for any python3', async () => {
  const home = await makeHome(
    '.pyenv/versions/3.12.4',
    '.pyenv/versions/3.12.10',
    '.pyenv/versions/3.1.2',
    '.pyenv/versions/pypy3.12-7.3',
    '.local/share/uv/python/cpython-3.12.1-linux-x86_64-gnu',
    '.asdf/installs/python/3.12.2',
    '.local/share/mise/installs/python/3.12',
  );
  const places = await listPlaces('3.12', { HOME: home, PATH: '/a:/b' });
  expect(places).toEqual([
    '/a/python3.12',
    '/b/python3.12',
    `${home}/.pyenv/versions/3.12.10/bin/python3.12`,
    `${home}/.pyenv/versions/3.12.4/bin/python3.12`,
    `${home}/.local/share/uv/python/cpython-3.12.1-linux-x86_64-gnu/bin/python3.12`,
    `${home}/.asdf/installs/python/3.12.2/bin/python3.12`,
    `${home}/.local/share/mise/installs/python/3.12/bin/python3.12`,
    '/usr/local/bin/python3.12',
    '/usr/bin/python3.12',
    '/opt/homebrew/bin/python3.12',
    '/Library/Frameworks/Python.framework/Versions/3.12/bin/python3.12',
    '/a/python3',
    '/b/python3',
    '/usr/local/bin/python3',
    '/usr/bin/python3',
    '/opt/homebrew/bin/python3',
  ]);
});

it('passes over shims, and finds pyenv by them', async () => {
  const home = await makeHome('tools/pyenv/versions/3.13.0');
  const places = await listPlaces('3.13', { HOME: home, PATH: `${home}/tools/pyenv/shims:/a` });
  expect(places.slice(0, 2)).toEqual([
    '/a/python3.13',
    `${home}/tools/pyenv/versions/3.13.0/bin/python3.13`,
  ]);
});

it('follows the variables that move those folders', async () => {
  const home = await makeHome('p/versions/3.9.1', 'u/cpython-3.9.2', 'a/installs/python/3.9.3');
  const places = await listPlaces('3.9', {
    HOME: '/nowhere',
    PYENV_ROOT: join(home, 'p'),
    UV_PYTHON_INSTALL_DIR: join(home, 'u'),
    ASDF_DATA_DIR: join(home, 'a'),
  });
  expect(places.slice(0, 3)).toEqual([
    `${home}/p/versions/3.9.1/bin/python3.9`,
    `${home}/u/cpython-3.9.2/bin/python3.9`,
    `${home}/a/installs/python/3.9.3/bin/python3.9`,
  ]);
});
