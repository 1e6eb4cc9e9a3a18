/**
 * Cold starts, client to client: from the first request for a new function to its answer, and what of
 * it the function's own log counts (Init Duration + Duration). Each figure is of functions that have
 * never run; all are in a sandbox where `brume doctor` says so.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  CreateFunctionCommand,
  InvokeCommand,
  LambdaClient,
  waitUntilFunctionActiveV2,
} from '@aws-sdk/client-lambda';
import { createClient } from '../src/stack/client.ts';
import { printTable, spread } from './figures.ts';
import { memoryMib, startBrume, type Started } from './processes.ts';
import { zipOf } from './zip.ts';

/** Longer than a process takes to be started ahead, so that one waits where any may. */
const PAUSE_MS = 1200;

interface Case {
  name: string;
  runtime: string;
  file: string;
  code: string;
  /** What its time is compared with. */
  base: readonly [program: string, ...args: string[]];
  memoryMb?: number;
}

const NODE: Case['base'] = [process.execPath, '-e', '0'];
const PYTHON: Case['base'] = ['python3', '-c', '0'];
const CASES: readonly Case[] = [
  {
    name: 'Node.js 24 hello',
    runtime: 'nodejs24.x',
    file: 'index.js',
    code: 'exports.handler = async () => ({ hello: 1 });',
    base: NODE,
  },
  {
    name: 'Node.js 24 DocumentClient of the runtime',
    runtime: 'nodejs24.x',
    file: 'index.js',
    code: "const { DynamoDBClient } = require('@aws-sdk/client-dynamodb'); const { DynamoDBDocumentClient } = require('@aws-sdk/lib-dynamodb'); const client = DynamoDBDocumentClient.from(new DynamoDBClient({})); exports.handler = async () => typeof client.send;",
    base: NODE,
  },
  {
    name: 'Python 3.11 hello',
    runtime: 'python3.11',
    file: 'index.py',
    code: 'def handler(event, context):\n    return {"hello": 1}\n',
    base: PYTHON,
  },
  {
    name: 'Python 3.11 boto3 resource',
    runtime: 'python3.11',
    file: 'index.py',
    code: "import boto3\ntable = boto3.resource('dynamodb', region_name='us-east-1').Table('t')\ndef handler(event, context):\n    return table.name\n",
    base: PYTHON,
  },
];

export async function benchColdStart(options: { rounds: number; stateDir: string }): Promise<void> {
  const rows: string[][] = [];
  for (const standBy of ['on', 'off'] as const) {
    const brume = await startBrume(
      { BRUME_LAMBDA_STAND_BY: standBy },
      '--quiet',
      '--state-dir',
      `${options.stateDir}-${standBy}`,
    );
    for (const each of CASES)
      rows.push(await measure(brume, each, { rounds: options.rounds, standBy }));
    if (standBy === 'off') await printInstanceMemory(brume);
    await brume.stop();
  }
  console.log(
    `\nCold start (${options.rounds} functions each; 1769 MB; median and range; base is \`node -e 0\` or \`python3 -c 0\`)`,
  );
  printTable(['', 'client to client ms', '× base', 'Init + Duration ms', '× base'], rows);
}

async function measure(
  brume: Started,
  each: Case,
  { rounds, standBy }: { rounds: number; standBy: 'on' | 'off' },
): Promise<string[]> {
  const lambda = createClient(LambdaClient, {
    endpoint: `http://localhost:${brume.port}`,
    region: 'us-east-1',
  });
  const code = await zipOf({ [each.file]: each.code });
  const wholeMs: number[] = [];
  const ownMs: number[] = [];
  const baseMs: number[] = [];
  // The first one fetches and prepares what the others find.
  for (let round = -1; round < rounds; round++) {
    const FunctionName = `cold-${each.runtime.replace('.', '-')}-${CASES.indexOf(each)}-${round + 1}`;
    await lambda.send(
      new CreateFunctionCommand({
        FunctionName,
        Runtime: each.runtime as 'nodejs24.x',
        Handler: 'index.handler',
        Role: 'arn:aws:iam::123456789012:role/bench',
        MemorySize: 1769,
        Timeout: 60,
        Code: { ZipFile: code },
      }),
    );
    await waitUntilFunctionActiveV2({ client: lambda, maxWaitTime: 300 }, { FunctionName });
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    const base = time(() => spawnSync(each.base[0], each.base.slice(1)));
    const startedAt = performance.now();
    const answer = await lambda.send(new InvokeCommand({ FunctionName, LogType: 'Tail' }));
    const elapsedMs = performance.now() - startedAt;
    if (answer.FunctionError) throw new Error(Buffer.from(answer.Payload!).toString());
    if (round < 0) continue;
    wholeMs.push(elapsedMs);
    baseMs.push(base);
    ownMs.push(reportedMs(answer.LogResult!));
  }
  const ratio = (values: number[]): string =>
    spread(values.map((ms, round) => ms / baseMs[round]!));
  return [
    `${each.name}, ${standBy === 'on' ? 'a process stands by' : 'none stands by'}`,
    spread(wholeMs, 1),
    ratio(wholeMs),
    spread(ownMs, 1),
    ratio(ownMs),
  ];
}

function time(run: () => void): number {
  const startedAt = performance.now();
  run();
  return performance.now() - startedAt;
}

/** Init Duration and Duration of the REPORT line. */
function reportedMs(logResult: string): number {
  const report = Buffer.from(logResult, 'base64').toString().split('REPORT').at(-1)!;
  const read = (name: string): number =>
    Number(new RegExp(`(?:^|\\t)${name}: ([\\d.]+) ms`).exec(report)?.[1] ?? 0);
  return read('Init Duration') + Number(/\tDuration: ([\d.]+) ms/.exec(report)?.[1] ?? 0);
}

/** Of the instances that the cases left idle, those of the first. */
async function printInstanceMemory(brume: Started): Promise<void> {
  if (!existsSync('/proc/self/smaps_rollup')) return;
  const pss: number[] = [];
  for (const pid of descendants(brume.child.pid!)) {
    const command = readFileSync(`/proc/${pid}/cmdline`, 'latin1');
    if (!command.includes('bootstrap.cjs')) continue;
    const memory = await memoryMib(pid);
    if (memory) pss.push(memory.pss);
  }
  const half = pss.toSorted((a, b) => a - b).slice(0, Math.ceil(pss.length / 2));
  if (half.length > 0)
    console.log(
      `\n  idle Node.js instance (hello): PSS ${spread(half, 1)} MiB, ${half.length} of them`,
    );
}

function descendants(pid: number): number[] {
  const children = readdirSync(join('/proc', String(pid), 'task')).flatMap((task) =>
    readFileSync(`/proc/${pid}/task/${task}/children`, 'latin1')
      .trim()
      .split(/\s+/)
      .filter(Boolean)
      .map(Number),
  );
  return children.flatMap((child) => [child, ...descendants(child)]);
}
