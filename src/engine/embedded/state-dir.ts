/** The folder an embedded engine lives in: made, stamped with its format, and taken by one process at a time. */
import { link, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { BrumeError } from '../../platform/errors.ts';
import type { Ids } from '../../platform/ids.ts';
import { syncFolder } from './file-blobs.ts';

/** Raise it when the layout of keys or files changes; add the way to lift older ones. */
export const FORMAT_VERSION = 1;

export interface StateDir {
  /** `<stateDir>/engine` */
  folder: string;
  /** Whether it has been stamped: whoever stamped it had made it whole. */
  isStamped: boolean;
  /** Marks the folder as made, durably; until then nothing in it counts. */
  stamp(): Promise<void>;
  release(): Promise<void>;
}

/** @throws BrumeError ERR_STATE_DIR, ERR_STATE_IN_USE, ERR_STATE_VERSION, ERR_STATE_CORRUPT */
export async function takeStateDir(stateDir: string, ids: Ids): Promise<StateDir> {
  const folder = join(stateDir, 'engine');
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const release = await lock(stateDir, join(folder, 'lock'), ids);
    try {
      const isStamped = await checkFormat(stateDir, join(folder, 'format.json'));
      return { folder, isStamped, stamp: () => stamp(stateDir, folder), release };
    } catch (error) {
      await release();
      throw error;
    }
  } catch (cause) {
    throw cause instanceof BrumeError ? cause : unusable(stateDir, cause);
  }
}

export function unusable(stateDir: string, cause: unknown): BrumeError {
  const reason = (cause as Error).message;
  return new BrumeError(
    'ERR_STATE_DIR',
    `The state directory ${stateDir} cannot be used: ${reason}`,
    {
      hint: 'Give a directory that you may write to with --state-dir, or keep everything in memory with --ephemeral.',
      cause,
    },
  );
}

export function corrupt(stateDir: string, what: string): BrumeError {
  return new BrumeError('ERR_STATE_CORRUPT', `The state in ${stateDir} is damaged: ${what}.`, {
    hint: `Restore it from a copy, or remove ${join(stateDir, 'engine')} to begin anew.`,
  });
}

/** A file that appears with its content at once, by `link`, so that nobody reads it half-written. */
async function lock(stateDir: string, path: string, ids: Ids): Promise<() => Promise<void>> {
  const mine = `${path}.${ids.hex(12)}`;
  await writeFile(
    mine,
    JSON.stringify({ pid: process.pid, startedAt: await startOf(process.pid) }),
    { mode: 0o600 },
  );
  try {
    while (!(await linked(mine, path))) {
      const text = await readFile(path, 'utf8').catch(() => '');
      const owner = await livingOwner(text);
      if (owner !== undefined) throw inUse(stateDir, owner);
      await removeStale(path, text, `${mine}.stale`);
    }
  } finally {
    await rm(mine, { force: true });
  }
  return () => rm(path, { force: true });
}

async function linked(from: string, to: string): Promise<boolean> {
  try {
    await link(from, to);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

/** Moves the lock aside before removing it: if it is no longer the one that was judged, it is put back. */
async function removeStale(path: string, judged: string, aside: string): Promise<void> {
  try {
    await rename(path, aside);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return;
    throw error;
  }
  if ((await readFile(aside, 'utf8')) !== judged) await linked(aside, path);
  await rm(aside, { force: true });
}

/** The process that holds the lock, unless it has died (`kill -9` leaves its lock behind). */
async function livingOwner(text: string): Promise<number | undefined> {
  let owner: { pid?: unknown; startedAt?: unknown };
  try {
    owner = JSON.parse(text) as typeof owner;
  } catch {
    return undefined;
  }
  const { pid } = owner;
  if (typeof pid !== 'number' || !isAlive(pid)) return undefined;
  // The same number may be another process by now.
  return (await startOf(pid)) === owner.startedAt ? pid : undefined;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** When the process started, in ticks since boot, and which boot; empty where the system does not say. */
async function startOf(pid: number): Promise<string> {
  try {
    const stat = await readFile(`/proc/${pid}/stat`, 'utf8');
    const boot = await readFile('/proc/sys/kernel/random/boot_id', 'utf8');
    // Fields are counted from behind the name, which may hold blanks and brackets itself.
    return `${boot.trim()}/${stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19]}`;
  } catch {
    return '';
  }
}

function inUse(stateDir: string, pid: number): BrumeError {
  return new BrumeError(
    'ERR_STATE_IN_USE',
    `Another Brume (process ${pid}) uses the state directory ${stateDir}.`,
    {
      hint: `Stop it (brume stop, or kill ${pid}), or start this one with another --state-dir and --port.`,
    },
  );
}

/** @returns false when there is no stamp yet */
async function checkFormat(stateDir: string, path: string): Promise<boolean> {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  if (text === undefined) return false;
  const version = parseVersion(text);
  if (version === undefined) throw corrupt(stateDir, `the format stamp ${path} cannot be read`);
  if (version > FORMAT_VERSION)
    throw new BrumeError(
      'ERR_STATE_VERSION',
      `The state in ${stateDir} has format ${version}; this Brume reads up to ${FORMAT_VERSION}.`,
      { hint: 'Use the newer Brume that wrote it, or start with another --state-dir.' },
    );
  return true;
}

function parseVersion(text: string): number | undefined {
  try {
    const { version } = JSON.parse(text) as { version?: unknown };
    return Number.isInteger(version) ? (version as number) : undefined;
  } catch {
    return undefined;
  }
}

async function stamp(stateDir: string, folder: string): Promise<void> {
  const path = join(folder, 'format.json');
  await writeFile(`${path}.new`, `${JSON.stringify({ version: FORMAT_VERSION })}\n`, {
    mode: 0o600,
    flush: true,
  });
  await rename(`${path}.new`, path);
  // New names are on disk only once the folders that hold them are.
  for (const each of [folder, stateDir]) await syncFolder(each);
}
