/** Processes that the benchmarks start, and what is read off them. */
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
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

export interface Program {
  /** Node's own, unless another one is named. */
  program?: string;
  args: readonly string[];
  cwd?: string;
  env?: NodeJS.ProcessEnv;
  /** What it prints when it takes requests. */
  ready: RegExp;
  /** Where it listens; without it, the first `:<port>` printed. */
  port?: number;
  /** Errors are shown; of a program that prints all sorts of things there, they are only listened to. */
  hideErrors?: boolean;
}

/** A part that fails leaves nothing running. */
const running = new Set<ChildProcess>();
process.on('exit', () => {
  for (const child of running) child.kill('SIGTERM');
});

/** Starts a program and waits until it is ready. */
export function start(what: Program): Promise<Started> {
  const { program = process.execPath, args, cwd, env, ready, port, hideErrors } = what;
  const startedAt = performance.now();
  const child = spawn(program, args, {
    cwd,
    stdio: ['ignore', 'pipe', hideErrors ? 'pipe' : 'inherit'],
    env: { ...process.env, ...env },
  });
  running.add(child);
  child.once('close', () => running.delete(child));
  return new Promise((resolve, reject) => {
    let text = '';
    let isReady = false;
    child.once('error', reject);
    child.once('exit', (code) =>
      reject(new Error(`${args.join(' ')} ended with ${code} before it was ready:\n${text}`)),
    );
    const hear = (chunk: string): void => {
      if (isReady) return; // from then on the output is only drained
      text += chunk;
      isReady = ready.test(text);
      if (!isReady) return;
      resolve({
        child,
        port: port ?? Number(/:(\d{2,5})\b/.exec(text)![1]),
        readyMs: performance.now() - startedAt,
        stop: () =>
          new Promise((stopped) => {
            child.removeAllListeners('exit').once('exit', () => stopped());
            child.kill('SIGTERM');
          }),
      });
    };
    child.stdout?.setEncoding('utf8').on('data', hear);
    child.stderr?.setEncoding('utf8').on('data', hear);
  });
}

export function startBrume(env: NodeJS.ProcessEnv, ...options: string[]): Promise<Started> {
  return startBrumeUnder([], env, ...options);
}

/** @param nodeOptions such as `--inspect` */
export function startBrumeUnder(
  nodeOptions: readonly string[],
  env: NodeJS.ProcessEnv,
  ...options: string[]
): Promise<Started> {
  const args = [...nodeOptions, here('../bin/brume.js'), 'start', '--port', '0', ...options];
  return start({ args, env, ready: /^Ready\.$/m });
}

export function startBareServer(): Promise<Started> {
  return start({ args: [here('./bare-server.ts')], ready: /:\d+/ });
}

/** A port that nobody has right now. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

/** All processes below one whose command line has these words. Linux only; else none. */
export function descendants(pid: number, words: string): number[] {
  let tasks: string[];
  try {
    tasks = readdirSync(join('/proc', String(pid), 'task'));
  } catch {
    return []; // ended meanwhile, or not Linux
  }
  const children = tasks.flatMap((task) =>
    readFileSync(`/proc/${pid}/task/${task}/children`, 'latin1')
      .trim()
      .split(/\s+/)
      .filter(Boolean)
      .map(Number),
  );
  const own = readFileSync(`/proc/${pid}/cmdline`, 'latin1').includes(words) ? [pid] : [];
  return [...own, ...children.flatMap((child) => descendants(child, words))];
}

export function load(plan: LoadPlan): Promise<LoadResult> {
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
