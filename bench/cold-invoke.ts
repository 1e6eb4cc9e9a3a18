/** Cold starts, one at a time: functions that have never run, client to client. */
import { spawnSync } from 'node:child_process';
import { InvokeCommand, type LambdaClient } from '@aws-sdk/client-lambda';
import { deploy } from './deploy.ts';

/** Longer than a process takes to be started ahead, so that one waits where any may. */
const PAUSE_MS = 1200;

export interface ColdCase {
  name: string;
  runtime: string;
  zip: Buffer;
  /** What its time is compared with. */
  base: readonly [program: string, ...args: string[]];
}

export interface ColdFigures {
  /** From the client's request to its answer. */
  wholeMs: number;
  /** What the function's own log counts of it: Init Duration + Duration. */
  ownMs: number;
  /** Of the bare interpreter, in the same round. */
  baseMs: number;
}

/** Creates a function and invokes it once. */
export async function invokeCold(
  lambda: LambdaClient,
  functionName: string,
  { runtime, zip, base }: ColdCase,
): Promise<ColdFigures> {
  await deploy(lambda, functionName, zip, { Runtime: runtime as 'nodejs24.x' });
  await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
  const baseMs = bareMs(base);
  const startedAt = performance.now();
  const answer = await lambda.send(
    new InvokeCommand({ FunctionName: functionName, LogType: 'Tail' }),
  );
  const wholeMs = performance.now() - startedAt;
  if (answer.FunctionError) throw new Error(Buffer.from(answer.Payload!).toString());
  return { wholeMs, ownMs: reportedMs(answer.LogResult!), baseMs };
}

/** How long a program that does nothing takes. */
export function bareMs([program, ...args]: ColdCase['base']): number {
  const startedAt = performance.now();
  spawnSync(program, args);
  return performance.now() - startedAt;
}

/** Init Duration and Duration of the REPORT line. */
function reportedMs(logResult: string): number {
  const report = Buffer.from(logResult, 'base64').toString().split('REPORT').at(-1)!;
  const read = (name: string): number =>
    Number(new RegExp(`(?:^|\\t)${name}: ([\\d.]+) ms`).exec(report)?.[1] ?? 0);
  return read('Init Duration') + Number(/\tDuration: ([\d.]+) ms/.exec(report)?.[1] ?? 0);
}
