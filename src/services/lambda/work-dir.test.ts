import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createIds } from '../../platform/ids.ts';
import { makeWorkDir, sweepWorkDirs } from './work-dir.ts';

test('the folder of a process that is gone is removed, ours and others stay', async () => {
  const { pid } = spawnSync(process.execPath, ['-e', '0']);
  const ended = join(tmpdir(), `brume-${pid}-00000000`);
  const ours = makeWorkDir(createIds());
  const foreign = join(tmpdir(), `brume-${pid}-of-somebody-else`);
  for (const folder of [ended, ours, foreign]) mkdirSync(folder);
  await sweepWorkDirs();
  expect([ended, ours, foreign].map((folder) => existsSync(folder))).toEqual([false, true, true]);
  for (const folder of [ours, foreign]) spawnSync('rm', ['-r', folder]);
});
