import { chmod, mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, it, onTestFinished, vi } from 'vitest';
import { createRuntimeCatalog } from '../catalog.ts';
import { findRuby } from './locate.ts';

async function open(): Promise<string> {
  const dir = await realpath(await mkdtemp(join(tmpdir(), 'brume-ruby-')));
  onTestFinished(() => rm(dir, { recursive: true, force: true }));
  return dir;
}

/** A program that answers as a Ruby does when it is asked what it is. */
async function makeRuby(path: string, version: string, status = 0): Promise<string> {
  await mkdir(dirname(path), { recursive: true });
  const answer = [version, path, dirname(dirname(path))].map((line) => `echo ${line}`).join('\n');
  await writeFile(path, `#!/bin/sh\n${answer}\nexit ${status}\n`);
  await chmod(path, 0o755);
  return path;
}

it('takes the exact minor version from PATH', async () => {
  const dir = await open();
  const path = await makeRuby(join(dir, 'bin', 'ruby'), '3.3.6');
  const PATH = `:/nowhere:${join(dir, 'bin')}`;
  expect(await findRuby('3.3', { PATH }, [])).toEqual({ path, version: '3.3.6', prefix: dir });
  expect(await findRuby('3.2', { PATH }, [])).toBeUndefined();
  const named = await makeRuby(join(dir, 'bin', 'ruby3.2'), '3.2.1');
  expect((await findRuby('3.2', { PATH }, []))?.path).toBe(named);
});

it('takes the newest of what a version manager has', async () => {
  const dir = await open();
  await makeRuby(join(dir, '3.4.9', 'bin', 'ruby'), '3.4.9');
  const newest = await makeRuby(join(dir, 'ruby-3.4.10', 'bin', 'ruby'), '3.4.10');
  await makeRuby(join(dir, '3.40.0', 'bin', 'ruby'), '3.40.0');
  expect((await findRuby('3.4', {}, [dir, '/nowhere']))?.path).toBe(newest);
});

it('passes over what does not run', async () => {
  const dir = await open();
  await makeRuby(join(dir, 'bin', 'ruby3.4'), '3.4.1', 1);
  expect(await findRuby('3.4', { PATH: join(dir, 'bin') }, [])).toBeUndefined();
});

it('takes BRUME_RUBY for every version', async () => {
  const dir = await open();
  const path = await makeRuby(join(dir, 'bin', 'mine'), '3.1.2');
  expect((await findRuby('3.4', { BRUME_RUBY: path }, []))?.version).toBe('3.1.2');
  expect(await findRuby('3.4', { BRUME_RUBY: join(dir, 'no') }, [])).toBeUndefined();
});

it('advises on a Ruby that is not here', async () => {
  vi.stubEnv('PATH', '');
  vi.stubEnv('BRUME_RUBY', '/nowhere');
  onTestFinished(() => void vi.unstubAllEnvs());
  const family = createRuntimeCatalog('/nowhere').get('ruby3.4');
  expect(await family.status('ruby3.4')).toMatchObject({
    state: 'missing',
    advice: expect.stringContaining('rbenv install 3.4'),
  });
  await expect(family.prepare('ruby3.4')).rejects.toMatchObject({
    code: 'ERR_RUNTIME_MISSING',
    message: 'Ruby 3.4 is not here.',
  });
});
