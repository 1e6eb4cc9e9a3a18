import { chmod, mkdir, mkdtemp, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { findJdk } from './locate.ts';

async function open(): Promise<string> {
  const dir = await realpath(await mkdtemp(join(tmpdir(), 'brume-jdk-')));
  onTestFinished(() => rm(dir, { recursive: true, force: true }));
  return dir;
}

/** A make-believe JDK; nothing of it is ever run. */
async function makeJdk(home: string, release: string, mode = 0o755): Promise<string> {
  await mkdir(join(home, 'bin'), { recursive: true });
  await writeFile(join(home, 'release'), release);
  await writeFile(join(home, 'bin', 'java'), '#!/bin/false\n');
  await chmod(join(home, 'bin', 'java'), mode);
  return home;
}

it('takes the newest of a major version from the usual places', async () => {
  const dir = await open();
  await makeJdk(join(dir, 'a'), 'JAVA_VERSION="21.0.9"\n');
  const newest = await makeJdk(join(dir, 'b'), 'IMPLEMENTOR="x"\nJAVA_VERSION="21.0.10"\n');
  await makeJdk(join(dir, 'c'), 'JAVA_VERSION="17.0.15"\n');
  expect(await findJdk(21, {}, [dir])).toEqual({ home: newest, version: '21.0.10' });
  expect(await findJdk(25, {}, [dir])).toBeUndefined();
});

it('prefers JAVA_HOME, then PATH, when they are of that version', async () => {
  const dir = await open();
  const usual = join(dir, 'usual');
  await makeJdk(join(usual, 'a'), 'JAVA_VERSION="21.0.10"');
  const named = await makeJdk(join(dir, 'named'), 'JAVA_VERSION="21.0.1"');
  const onPath = await makeJdk(join(dir, 'path'), 'JAVA_VERSION="21.0.2"');
  await mkdir(join(dir, 'bin'));
  await symlink(join(onPath, 'bin', 'java'), join(dir, 'bin', 'java'));
  const PATH = `:/nowhere:${join(dir, 'bin')}`;
  expect((await findJdk(21, { JAVA_HOME: named, PATH }, [usual]))?.home).toBe(named);
  expect((await findJdk(21, { PATH }, [usual]))?.home).toBe(onPath);
  expect((await findJdk(21, { JAVA_HOME_21_X64: named, PATH }, [usual]))?.home).toBe(named);
  expect(await findJdk(17, { JAVA_HOME: named, PATH }, [usual])).toBeUndefined();
});

it('finds what macOS keeps further in', async () => {
  const dir = await open();
  const home = await makeJdk(join(dir, 'jdk-25.jdk/Contents/Home'), 'JAVA_VERSION="25"');
  expect(await findJdk(25, {}, [dir])).toEqual({ home, version: '25' });
});

it.each<[string, string, number]>([
  ['has no version', 'IMPLEMENTOR="x"', 0o755],
  ['is old', 'JAVA_VERSION="1.8.0_392"', 0o755],
  ['cannot be run', 'JAVA_VERSION="21.0.1"', 0o644],
])('passes over one that %s', async (_what, release, mode) => {
  const dir = await open();
  await makeJdk(join(dir, 'a'), release, mode);
  expect(await findJdk(21, {}, [dir, '/nowhere'])).toBeUndefined();
});
