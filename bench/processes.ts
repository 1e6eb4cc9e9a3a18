/** Processes that the benchmarks start, and what is read off them. */
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { LoadPlan, LoadResult } from './http-load.ts';

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

export interface Started {
  child: ChildProcess;
  port: number;
  /** From spawn to the line that says it is ready. */
  readyMs: number;
  stop(): Promise<void>;
}

/**
 * Starts a program and waits for `ready` on its output; the first `:<port>` printed is its port.
 * @param program Node unless said otherwise
 */
export function start(
  args: readonly string[],
  ready: RegExp,
  env: NodeJS.ProcessEnv = {},
  program = process.execPath,
): Promise<Started> {
  const startedAt = performance.now();
  const child = spawn(program, args, {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, ...env },
  });
  return new Promise((resolve, reject) => {
    let text = '';
    child.once('error', reject);
    child.once('exit', (code) =>
      reject(new Error(`${args.join(' ')} ended with ${code} before it was ready:\n${text}`)),
    );
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
      if (ready.test(text)) return; // from then on the output is only drained
      text += chunk;
      if (!ready.test(text)) return;
      resolve({
        child,
        port: Number(/:(\d{2,5})\b/.exec(text)![1]),
        readyMs: performance.now() - startedAt,
        stop: () =>
          new Promise((stopped) => {
            child.removeAllListeners('exit').once('exit', () => stopped());
            child.kill('SIGTERM');
          }),
      });
    });
  });
}

export function startBrume(env: NodeJS.ProcessEnv, ...options: string[]): Promise<Started> {
  return start([here('../bin/brume.js'), 'start', '--port', '0', ...options], /^Ready\.$/m, env);
}

export function startBareServer(): Promise<Started> {
  return start([here('./bare-server.ts')], /:\d+/);
}

export async function load(plan: LoadPlan): Promise<LoadResult> {
  return runLoad<LoadResult>('./http-load.ts', plan);
}

/** Runs a load generator of this folder. @throws when an answer was not what it should be */
export async function runLoad<Result extends { failures: number }>(
  program: string,
  plan: object,
): Promise<Result> {
  const { stdout } = await promisify(execFile)(process.execPath, [
    here(program),
    JSON.stringify(plan),
  ]);
  const result = JSON.parse(stdout) as Result;
  if (result.failures > 0)
    throw new Error(`${result.failures} requests failed: ${JSON.stringify(plan).slice(0, 300)}`);
  return result;
}

/** Memory of one process in MiB: resident, and its proportional share. Linux only. */
export async function memoryMib(pid: number): Promise<{ rss: number; pss: number } | undefined> {
  const text = await readFile(`/proc/${pid}/smaps_rollup`, 'utf8').catch(() => undefined);
  if (!text) return undefined;
  const read = (name: string): number =>
    Number(new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(text)?.[1]) / 1024;
  return { rss: read('Rss'), pss: read('Pss') };
}
