/**
 * `npm run bench [-- PART…] [--quick]`: all figures that Brume's documentation may quote, measured in
 * one run on this machine. Ratios are what counts: absolute figures depend on the machine and its mood.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { benchApiGateway } from './api-gateway.ts';
import { benchColdStart } from './cold-start.ts';
import { benchInvokePath } from './invoke-path.ts';
import { benchStartUp } from './start-up.ts';
import { benchWebSocket } from './websocket.ts';

const quick = process.argv.includes('--quick');
const load = { rounds: quick ? 1 : 5, seconds: quick ? 1 : 3 };
/** By the names they are asked for; without a name all run. */
const parts: Readonly<Record<string, (stateDir: string) => Promise<void>>> = {
  'start-up': (stateDir) => benchStartUp({ rounds: quick ? 3 : 10, stateDir }),
  'cold-start': (stateDir) => benchColdStart({ rounds: quick ? 2 : 7, stateDir }),
  'invoke-path': (stateDir) => benchInvokePath({ ...load, stateDir }),
  'api-gateway': (stateDir) => benchApiGateway({ ...load, stateDir }),
  websocket: (stateDir) =>
    benchWebSocket({ connections: quick ? 500 : 5000, rounds: quick ? 2 : 5, stateDir }),
};
const wanted = process.argv.slice(2).filter((each) => !each.startsWith('-'));
const unknown = wanted.find((each) => !Object.hasOwn(parts, each));
if (unknown !== undefined)
  throw new Error(`There is no part ${unknown}; there are ${Object.keys(parts).join(', ')}.`);

const folder = await mkdtemp(join(tmpdir(), 'brume-bench-'));
console.log(`Node ${process.versions.node}, ${cpus().length} × ${cpus()[0]?.model.trim()}`);
try {
  for (const [name, run] of Object.entries(parts))
    if (wanted.length === 0 || wanted.includes(name)) await run(join(folder, name));
} finally {
  await rm(folder, { recursive: true, force: true });
}
