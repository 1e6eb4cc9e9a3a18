import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Readable } from 'node:stream';
import { capture } from '../../tools/command.ts';
import { LAUNCHER, startBrume, withoutAws, type BrumeProcess } from './brume-process.ts';

/** Someone at a shell, with an empty folder, one version of the aws CLI and a Brume of their own. */
export interface Person {
  folder: string;
  brume: BrumeProcess;
  /** Saves a file in the folder. */
  save(file: string, text: string): void;
  /** Pastes text into a shell, after `eval "$(brume env)"`. @throws when a command of it fails */
  paste(text: string, options?: { shell?: 'bash' | 'sh' }): Promise<string>;
  /** Pastes a command that does not end by itself. */
  watch(text: string): Watched;
  leave(): Promise<void>;
}

export interface Watched {
  /** Resolves with all output once it matches. @throws when the command ends before */
  until(pattern: RegExp): Promise<string>;
  stop(): Promise<void>;
}

type Shell = ChildProcessByStdio<null, Readable, Readable>;

/**
 * @param awsPath the aws CLI that the person has as `aws`
 * @param flags of their `brume start`
 */
export async function sitDown(awsPath: string, flags?: readonly string[]): Promise<Person> {
  const home = mkdtempSync(path.join(tmpdir(), 'brume-handbook-'));
  const folder = path.join(home, 'work');
  const programs = path.join(home, 'bin');
  mkdirSync(folder);
  mkdirSync(programs);
  symlinkSync(awsPath, path.join(programs, 'aws'));
  const brume = await startBrume(folder, flags);
  const env = {
    ...withoutAws(process.env),
    HOME: home,
    XDG_CACHE_HOME: path.join(home, 'cache'),
    PATH: [programs, process.env['PATH']].join(path.delimiter),
  };
  // What `eval "$(brume env)"` would run in the person's shell; it is asked for once, as a person does.
  const words = [LAUNCHER, 'env', '--port', String(brume.port)];
  const { code, text: pointing } = await capture(process.execPath, words, { env });
  if (code !== 0) throw new Error(pointing);
  const begin = (text: string, shell: string): Shell => {
    // A group of its own, so that what a command leaves behind ends with it.
    return spawn(shell, ['-e', '-c', `${pointing}\n${text}`], {
      cwd: folder,
      env,
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true,
    });
  };
  return {
    folder,
    brume,
    save: (file, text) => writeFileSync(path.join(folder, file), text),
    paste: (text, { shell = 'bash' } = {}) => finish(begin(text, shell), text),
    watch: (text) => follow(begin(text, 'bash')),
    async leave() {
      await brume.stop();
      rmSync(home, { recursive: true, force: true });
    },
  };
}

function finish(child: Shell, text: string): Promise<string> {
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => {
      if (code === 0) resolve(stdout);
      else reject(new Error(`The shell ended with ${code}:\n${text}\n${stdout}\n${stderr}`));
    });
  });
}

function follow(child: Shell): Watched {
  let output = '';
  let wanted: (() => void) | undefined;
  const keep = (chunk: Buffer): void => {
    output += chunk.toString();
    wanted?.();
  };
  child.stdout.on('data', keep);
  child.stderr.on('data', keep);
  const closed = new Promise<void>((resolve) => {
    child.on('close', () => resolve());
  });
  return {
    until: (pattern) =>
      new Promise((resolve, reject) => {
        wanted = () => {
          if (pattern.test(output)) resolve(output);
        };
        wanted();
        void closed.then(() =>
          reject(new Error(`It ended without ${String(pattern)}:\n${output}`)),
        );
      }),
    async stop() {
      if (child.pid !== undefined && child.exitCode === null) process.kill(-child.pid, 'SIGINT');
      await closed;
    },
  };
}
