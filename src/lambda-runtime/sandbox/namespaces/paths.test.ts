import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import type { RuntimeFiles, SandboxSpec } from '../driver.ts';
import { mapPaths } from './paths.ts';

function makeMachine(): string {
  const dir = mkdtempSync(join(tmpdir(), 'brume-paths-'));
  onTestFinished(() => rmSync(dir, { recursive: true }));
  for (const folder of ['node/bin', 'runtime', 'sdk/node_modules'])
    mkdirSync(join(dir, folder), { recursive: true });
  writeFileSync(join(dir, 'node/bin/node'), '');
  return dir;
}

const specOf = (runtime: RuntimeFiles): SandboxSpec => ({
  command: [],
  environment: {},
  taskDir: '/brume/code/abc',
  optDir: '/brume/code/opt',
  tmpDir: '/brume/instances/1/tmp',
  runtime,
  channel: false,
  limits: { memoryMb: 128, tmpMb: 512, openFiles: 1024 },
});

it('a single program moves to the place that AWS has for it', () => {
  const dir = makeMachine();
  const program = join(dir, 'node/bin/node');
  const needs = [program, join(dir, 'runtime'), join(dir, 'sdk')];
  const { folders, translate } = mapPaths(specOf({ program, dir: join(dir, 'runtime'), needs }));
  expect(Object.fromEntries(folders)).toEqual({
    '/brume/code/abc': '/var/task',
    '/brume/code/opt': '/opt',
    [join(dir, 'runtime')]: '/var/runtime',
    [program]: '/var/lang/bin/node',
    [join(dir, 'sdk')]: expect.stringMatching(/^\/var\/needs\/\d$/),
  });
  expect(translate(`${program} ${dir}/runtime/bootstrap.cjs`)).toBe(
    '/var/lang/bin/node /var/runtime/bootstrap.cjs',
  );
  expect(translate(`/opt/nodejs:${dir}/sdk/node_modules:/brume/code/abc`)).toMatch(
    /^\/opt\/nodejs:\/var\/needs\/\d\/node_modules:\/var\/task$/,
  );
});

it('without needs, its whole installation goes along', () => {
  const dir = makeMachine();
  const program = join(dir, 'node/bin/node');
  const { folders, translate } = mapPaths(
    specOf({ program, dir: '/no/such/folder', needs: undefined }),
  );
  expect(folders).toContainEqual([join(dir, 'node'), '/var/lang']);
  expect(translate(program)).toBe('/var/lang/bin/node');
});

it('what the system has needs no place, and only whole names are translated', () => {
  const { folders, translate } = mapPaths(
    specOf({ program: '/bin/sh', dir: '/usr', needs: ['/usr/share'] }),
  );
  expect(folders.map(([, inside]) => inside)).toEqual(['/var/task', '/opt', '/var/runtime']);
  expect(translate('/brume/instances/1/tmp/x')).toBe('/tmp/x');
  for (const same of ['/brume/code/abcd', '/x/brume/code/abc', '/brume/code/abc-1'])
    expect(translate(same)).toBe(same);
});
