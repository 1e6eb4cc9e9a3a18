import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { compileNative, prebuiltPath, staleTargets } from './build-native.ts';

it('the committed programs are built from the sources as they are', () => {
  expect(staleTargets(), 'npm run build:native').toEqual([]);
});

it.each(['linux-x64', 'linux-arm64'])('a new build for %s is the committed one', async (target) => {
  const folder = mkdtempSync(path.join(tmpdir(), 'brume-native-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const output = path.join(folder, 'brume-sandbox');
  if (!(await compileNative(target, output)))
    return void process.stderr.write(`SKIPPED: a new build for ${target}: no compiler for it\n`);
  const [built, committed] = [output, prebuiltPath(target)].map((file) => readFileSync(file));
  // Another version of the compiler gives other bytes; then the fingerprint is the proof.
  if (built?.length === committed?.length) expect(built?.equals(committed ?? built)).toBe(true);
  else expect(built?.length).toBeLessThan(40_000);
});
