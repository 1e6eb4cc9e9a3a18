/**
 * Mixed invocations with crashes, timeouts, failed INITs, code updates and concurrency changes against
 * a real Brume; afterwards nothing is left: no process, descriptor, mount, cgroup, file or megabyte.
 * `node test/load/soak.ts [seconds] [workers]`: two minutes unless said otherwise; 1800 for the long one.
 */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { start } from '../../bench/processes.ts';
import { createClock } from '../../src/platform/clock.ts';
import { createIds } from '../../src/platform/ids.ts';
import { type Action, pickAction } from './soak/actions.ts';
import { type Census, takeCensus } from './soak/census.ts';
import { createFunctions, deleteFunctions } from './soak/functions.ts';

const SECONDS = Number(process.argv[2] ?? 120);
const WORKERS = Number(process.argv[3] ?? 6);
/** Before the first census every kind of action has happened, and the heap has found its size (measured). */
const WARM_UP_SECONDS = Math.min(60, SECONDS / 2);
/** Everything that a deleted function leaves has ended by then. */
const LONGEST_REST_MS = 20_000;
/** What may differ at the end; the rest must not. */
const SLACK: Partial<Record<keyof Census, number>> = {
  descriptors: 8,
  memoryMib: 64,
  // A stock of pipes is made ahead, and a few dozen unpacked codes are kept; after a short first part
  // both may still be growing.
  files: 96,
};

const clock = createClock();
const ids = createIds();
const pause = (ms: number): Promise<void> =>
  new Promise((resolve) => void clock.realTimeout(ms, resolve));

const folder = mkdtempSync(join(tmpdir(), 'brume-soak-'));
const scratch = join(folder, 'tmp');
mkdirSync(scratch);
const bin = join(import.meta.dirname, '../../bin/brume.js');
const brume = await start({
  args: [bin, 'start', '--port', '0', '--quiet', '--state-dir', join(folder, 'state')],
  ready: /^Ready\.$/m,
  env: { TMPDIR: scratch, BRUME_LAMBDA_KEEPALIVE_MS: '3000' },
});
const lambda = new LambdaClient({
  endpoint: `http://127.0.0.1:${brume.port}`,
  region: 'us-east-1',
  credentials: { accessKeyId: 'soak', secretAccessKey: 'soak' },
  maxAttempts: 1,
});
const pid = brume.child.pid ?? 0;
const problems: string[] = [];
const counts = new Map<string, number>();

async function act(action: Action): Promise<void> {
  counts.set(action.name, (counts.get(action.name) ?? 0) + 1);
  try {
    const problem = await action.run();
    if (problem !== undefined) problems.push(`${action.name}: ${problem.slice(0, 300)}`);
  } catch (error) {
    problems.push(`${action.name}: ${String(error).slice(0, 300)}`);
  }
}

/** Creates the functions, mistreats them for a while, deletes them and waits until it is quiet. */
async function soak(seconds: number): Promise<Census> {
  const names = await createFunctions(lambda);
  const endMs = clock.monotonicMs() + seconds * 1000;
  const work = async (): Promise<void> => {
    while (clock.monotonicMs() < endMs) await act(pickAction(lambda, ids));
  };
  await Promise.all(Array.from({ length: WORKERS }, work));
  await deleteFunctions(lambda, names);
  return rested();
}

/** The census once nothing changes any more. */
async function rested(): Promise<Census> {
  const endMs = clock.monotonicMs() + LONGEST_REST_MS;
  let last = takeCensus(pid, scratch);
  for (let same = 0; same < 4 && clock.monotonicMs() < endMs;) {
    await pause(500);
    const now = takeCensus(pid, scratch);
    same = now.processes === last.processes && now.files === last.files ? same + 1 : 0;
    last = now;
  }
  return last;
}

const before = await soak(WARM_UP_SECONDS);
const after = await soak(SECONDS - WARM_UP_SECONDS);
await brume.stop();
rmSync(folder, { recursive: true, force: true });
clock.close();

const kinds = Object.keys(before) as (keyof Census)[];
const leaks = kinds.filter((kind) => after[kind] - before[kind] > (SLACK[kind] ?? 0));
for (const kind of leaks)
  console.log(`FAIL  ${kind}: ${before[kind].toFixed(0)} before, ${after[kind].toFixed(0)} after`);
for (const problem of problems.slice(0, 20)) console.log(`FAIL  ${problem}`);
const done = [...counts].map(([name, count]) => `${count} × ${name}`).join(', ');
console.log(`${SECONDS} s with ${WORKERS} workers: ${done}`);
console.log(
  `left: ${kinds.map((kind) => `${after[kind].toFixed(0)} ${kind} (${before[kind].toFixed(0)})`).join(', ')}`,
);
const total = [...counts.values()].reduce((sum, count) => sum + count, 0) + kinds.length;
const failed = problems.length + leaks.length;
console.log(`${total - failed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
