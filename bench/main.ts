/**
 * `npm run bench [-- --quick] [-- <part> …]`: all figures that Brume's documentation may quote, or those
 * of some parts (`start-up`, `cold-start`, `invoke-path`, `websocket`), measured in one run on this machine. Ratios are what counts: absolute figures depend on the machine and its mood.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { benchColdStart } from './cold-start.ts';
import { benchInvokePath } from './invoke-path.ts';
import { benchStartUp } from './start-up.ts';
import { benchWebSocket } from './websocket.ts';

const quick = process.argv.includes('--quick');
const folder = await mkdtemp(join(tmpdir(), 'brume-bench-'));
console.log(`Node ${process.versions.node}, ${cpus().length} × ${cpus()[0]?.model.trim()}`);
const parts: Readonly<Record<string, () => Promise<void>>> = {
  'start-up': () => benchStartUp({ rounds: quick ? 3 : 10, stateDir: join(folder, 'start') }),
  'cold-start': () => benchColdStart({ rounds: quick ? 2 : 7, stateDir: join(folder, 'cold') }),
  'invoke-path': () =>
    benchInvokePath({
      rounds: quick ? 1 : 5,
      seconds: quick ? 1 : 3,
      stateDir: join(folder, 'invoke'),
    }),
  websocket: () =>
    benchWebSocket({
      connections: quick ? 500 : 5000,
      rounds: quick ? 2 : 5,
      stateDir: join(folder, 'websocket'),
    }),
};
const wanted = process.argv.slice(2).filter((word) => !word.startsWith('--'));
const unknown = wanted.find((word) => !Object.hasOwn(parts, word));
if (unknown !== undefined)
  throw new Error(`No benchmark is named ${unknown}; there are ${Object.keys(parts).join(', ')}.`);
try {
  for (const [name, run] of Object.entries(parts))
    if (wanted.length === 0 || wanted.includes(name)) await run();
} finally {
  await rm(folder, { recursive: true, force: true });
}
