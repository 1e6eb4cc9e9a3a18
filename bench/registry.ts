/** What Brume keeps in memory for functions that nobody calls. */
import { readFile } from 'node:fs/promises';
import { CreateFunctionCommand, type LambdaClient } from '@aws-sdk/client-lambda';
import { lambdaOf } from './deploy.ts';
import { printTable, spread } from './figures.ts';
import { openInspector } from './inspector.ts';
import { freePort, startBrumeUnder } from './processes.ts';
import type { Part } from './rows.ts';
import { zipOf } from './zip.ts';

interface Weight {
  /** V8's heap and what hangs on it, after a collection. */
  heapMib: number;
  /** Resident and not backed by a file: the store's pages are the kernel's to take back. */
  rssMib: number;
}

export const benchRegistry: Part = async ({ quick, stateDir }) => {
  const count = quick ? 100 : 1000;
  const rounds = quick ? 1 : 3;
  const inspectPort = await freePort();
  const brume = await startBrumeUnder(
    [`--inspect=127.0.0.1:${inspectPort}`],
    { BRUME_LAMBDA_STAND_BY: 'off' },
    '--quiet',
    '--state-dir',
    stateDir,
  );
  const inspector = await openInspector(inspectPort);
  const weigh = async (): Promise<Weight> => {
    const heapMib = await inspector.heapMib();
    return { heapMib, rssMib: await anonymousMib(brume.child.pid!) };
  };
  const lambda = lambdaOf(brume.port);
  await register(lambda, 'first', Math.min(count, 200)); // loads and compiles what every later one finds
  const heap: number[] = [];
  const rss: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const before = await weigh();
    await register(lambda, `round${round}`, count);
    const after = await weigh();
    heap.push(((after.heapMib - before.heapMib) * 1000) / count);
    rss.push(((after.rssMib - before.rssMib) * 1000) / count);
  }
  inspector.close();
  await brume.stop();
  console.log(`\n1,000 registered functions (${rounds} times ${count}; MiB; median and range)`);
  printTable(
    ['', 'MiB'],
    [
      ['heap after a collection', spread(heap)],
      ['resident, without files', spread(rss)],
    ],
  );
  const what = 'memory of 1,000 registered functions';
  const bounds = { unit: 'MiB', bar: { most: 10 }, aim: { most: 4 } };
  return [
    { what: `${what}, heap`, values: heap, ...bounds },
    { what: `${what}, resident`, values: rss, ...bounds },
  ];
};

async function register(lambda: LambdaClient, prefix: string, count: number): Promise<void> {
  let next = 0;
  const one = async (): Promise<void> => {
    while (next < count) {
      const number = next++;
      await lambda.send(
        new CreateFunctionCommand({
          FunctionName: `${prefix}-${number}`,
          Runtime: 'nodejs24.x',
          Handler: 'index.handler',
          Role: 'arn:aws:iam::123456789012:role/bench',
          Environment: { Variables: { NUMBER: String(number) } },
          Code: { ZipFile: await zipOf({ 'index.js': `exports.handler = () => ${number};` }) },
        }),
      );
    }
  };
  await Promise.all(Array.from({ length: 8 }, one));
}

async function anonymousMib(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  return Number(/^RssAnon:\s+(\d+) kB/m.exec(status)?.[1] ?? 0) / 1024;
}
