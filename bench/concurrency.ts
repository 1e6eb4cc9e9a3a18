/**
 * A thousand invocations at the same moment of a function that takes 100 ms, three times: on no
 * instance, then on those that the first left. What is ideal:
 * - cold: 100 ms, and as long as this machine takes for so many `node -e 0` with all its processors;
 * - warm: as long as a bare `node:http` server takes that answers each after 100 ms.
 */
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { BurstPlan, BurstResult } from './burst.ts';
import { deploy, lambdaOf } from './deploy.ts';
import { median, printTable } from './figures.ts';
import { descendants, memoryMib, startBareServer, startBrume } from './processes.ts';
import type { Part } from './rows.ts';
import { zipOf } from './zip.ts';

const HANDLER_MS = 100;
const HANDLER = `exports.handler = async (event) => { await new Promise((done) => setTimeout(done, ${HANDLER_MS})); return event; };`;
const BURST = fileURLToPath(new URL('./burst.ts', import.meta.url));

export const benchConcurrency: Part = async ({ quick, stateDir }) => {
  const count = quick ? 50 : 1000;
  const warmRounds = quick ? 1 : 5;
  const bare = await startBareServer();
  const brume = await startBrume({}, '--quiet', '--state-dir', stateDir);
  const zip = await zipOf({ 'index.js': HANDLER });
  const path = await deploy(lambdaOf(brume.port), 'sleep', zip, { MemorySize: 128 });
  const idealColdMs = HANDLER_MS + count * (await startMs());
  const cold = await burst({ port: brume.port, path, count });
  const warm: BurstResult[] = [];
  const ideal: number[] = [];
  for (let round = 0; round < warmRounds; round++) {
    ideal.push((await burst({ port: bare.port, path: `/${HANDLER_MS}`, count })).wallMs);
    warm.push(await burst({ port: brume.port, path, count }));
  }
  const memory = await memoryNow(brume.child.pid!);
  await Promise.all([bare.stop(), brume.stop()]);
  print(count, { cold, warm, ideal, idealColdMs, memory });
  const lost = [cold, ...warm].map((each) => count - each.answered);
  return [
    {
      what: `${count} concurrent invocations of ${HANDLER_MS} ms: not answered with their own event`,
      values: lost,
      unit: '',
      digits: 0,
      bar: { most: 0 },
    },
    {
      what: `${count} at once, no instance yet, wall against ideal`,
      values: [cold.wallMs / idealColdMs],
      unit: '×',
      aim: { most: 3 },
    },
    {
      what: `${count} at once, instances there, wall against ideal`,
      values: warm.map((each, round) => each.wallMs / ideal[round]!),
      unit: '×',
      aim: { most: 3 },
    },
  ];
};

interface Memory {
  instances: number;
  instancesPss: number;
  brumeRss: number;
}

function print(
  count: number,
  figures: {
    cold: BurstResult;
    warm: readonly BurstResult[];
    ideal: readonly number[];
    idealColdMs: number;
    memory: Memory;
  },
): void {
  const { cold, warm, ideal, idealColdMs, memory } = figures;
  const row = (name: string, result: BurstResult, idealMs: number): string[] => [
    name,
    `${result.answered}`,
    `${result.throttled}`,
    `${count - result.answered - result.throttled}`,
    result.wallMs.toFixed(0),
    idealMs.toFixed(0),
    (result.wallMs / idealMs).toFixed(2),
  ];
  console.log(`\n${count} invocations at the same moment (128 MB, a handler of ${HANDLER_MS} ms)`);
  printTable(
    ['', 'answered', 'throttled', 'lost or wrong', 'wall ms', 'ideal ms', '× ideal'],
    [
      row('no instance yet', cold, idealColdMs),
      ...warm.map((each, round) => row(`instances there, ${round + 1}`, each, ideal[round]!)),
    ],
  );
  for (const [what, times] of Object.entries({ ...cold.failed, ...warm.at(-1)?.failed }))
    console.log(`  ${times} × ${what}`);
  console.log(
    `\n  memory afterwards: ${memory.instances} instances with ${memory.instancesPss.toFixed(0)} MiB (PSS), Brume ${memory.brumeRss.toFixed(0)} MiB (RSS)`,
  );
}

async function burst(plan: BurstPlan): Promise<BurstResult> {
  const { stdout } = await promisify(execFile)(process.execPath, [BURST, JSON.stringify(plan)]);
  return JSON.parse(stdout) as BurstResult;
}

/** Of one `node -e 0` while all processors start such: the time of all, divided. */
async function startMs(): Promise<number> {
  const each = 10;
  const times: number[] = [];
  for (let round = 0; round < 3; round++) {
    const startedAt = performance.now();
    await Promise.all(
      Array.from({ length: availableParallelism() }, async () => {
        for (let n = 0; n < each; n++)
          await once(spawn(process.execPath, ['-e', '0'], { stdio: 'ignore' }), 'exit');
      }),
    );
    times.push((performance.now() - startedAt) / (each * availableParallelism()));
  }
  return median(times);
}

async function memoryNow(pid: number): Promise<Memory> {
  const pss: number[] = [];
  for (const each of descendants(pid, 'bootstrap.cjs')) {
    const memory = await memoryMib(each);
    if (memory) pss.push(memory.pss);
  }
  return {
    instances: pss.length,
    instancesPss: pss.reduce((total, each) => total + each, 0),
    brumeRss: (await memoryMib(pid))?.rss ?? 0,
  };
}
