/**
 * `npm run bench [--quick]`: all figures that Brume's documentation may quote, measured in one run on
 * this machine. Ratios are what counts: absolute figures depend on the machine and its mood.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { benchColdStart } from './cold-start.ts';
import { benchInvokePath } from './invoke-path.ts';
import { benchStartUp } from './start-up.ts';

const quick = process.argv.includes('--quick');
const folder = await mkdtemp(join(tmpdir(), 'brume-bench-'));
console.log(`Node ${process.versions.node}, ${cpus().length} × ${cpus()[0]?.model.trim()}`);
try {
  await benchStartUp({ rounds: quick ? 3 : 10, stateDir: join(folder, 'start') });
  await benchColdStart({ rounds: quick ? 2 : 7, stateDir: join(folder, 'cold') });
  await benchInvokePath({
    rounds: quick ? 1 : 5,
    seconds: quick ? 1 : 3,
    stateDir: join(folder, 'invoke'),
  });
} finally {
  await rm(folder, { recursive: true, force: true });
}
