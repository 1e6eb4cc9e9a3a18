import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { awsCliV2 } from './aws-cli-v2.ts';
import { debianTool, onPath } from './debian.ts';
import { python } from './python.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'brume-setup-'));
  vi.stubEnv('PATH', `${path.join(folder, 'a')}:${path.join(folder, 'b')}:/bin`);
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true });
});

function program(place: string, name: string, says: string, exitCode = 0): string {
  const file = path.join(folder, place, name);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, `#!/bin/sh\necho '${says}'\nexit ${exitCode}\n`);
  chmodSync(file, 0o755);
  return file;
}

it('looks along PATH in order', () => {
  const files = [program('a', 'brume-probe', ''), program('b', 'brume-probe', '')];
  expect(onPath('brume-probe')).toEqual(files);
});

it('reads the version of a tool', async () => {
  const file = program('b', 'brume-probe', 'probe 7.88.1 (x86_64)');
  const found = await debianTool('brume-probe', '--version').find();
  expect(found).toEqual({ path: file, version: '7.88.1' });
});

it('does not take a program that fails, or none, for a tool', async () => {
  expect(await debianTool('brume-probe', '--version').find()).toBeUndefined();
  program('a', 'brume-probe', 'probe 1.2.3', 1);
  expect(await debianTool('brume-probe', '--version').find()).toBeUndefined();
});

it('passes over version 1 of the aws CLI on the way to version 2', async () => {
  program('a', 'aws', 'aws-cli/1.45.11 Python/3.11.7');
  program('b', 'aws', 'aws-cli/2.31.0 Python/3.13.7');
  // A machine that has Debian's package answers with that one, which comes first.
  expect((await awsCliV2.find())?.version).toMatch(/^2\./);
});

it('takes the first Python that has pip', async () => {
  const file = program('a', 'python3', 'Python 3.12.1', 1);
  expect((await python.find())?.path).not.toBe(file);
  program('a', 'python3', 'Python 3.12.1');
  expect(await python.find()).toEqual({ path: file, version: '3.12.1' });
});
