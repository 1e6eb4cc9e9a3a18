/** What a process holds on to, read from the kernel. Linux only. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export interface Census {
  /** It and its descendants. */
  processes: number;
  descriptors: number;
  /** In its mount namespace, and in those of its descendants. */
  mounts: number;
  /** Named after it. */
  cgroups: number;
  /** In the folder for scratch and unpacked code. */
  files: number;
  /** Memory that is its own, not mapped from files, in MiB. */
  memoryMib: number;
}

/** @param scratch the TMPDIR that the process was started with */
export function takeCensus(pid: number, scratch: string): Census {
  const tree = descendants(pid);
  return {
    processes: tree.length,
    descriptors: list(`/proc/${pid}/fd`).length,
    mounts: Math.max(...tree.map((each) => lines(`/proc/${each}/mountinfo`)), 0),
    cgroups: countCgroups('/sys/fs/cgroup', `brume-${pid}-`),
    files: countFiles(scratch),
    memoryMib: ownMemoryMib(pid),
  };
}

/** Zombies that nobody has asked for count: they are leaks too. */
function descendants(root: number): number[] {
  const children = new Map<number, number[]>();
  for (const name of list('/proc')) {
    const pid = Number(name);
    if (!Number.isInteger(pid)) continue;
    const parent = Number(read(`/proc/${pid}/stat`).split(') ').at(-1)?.split(' ')[1]);
    children.set(parent, [...(children.get(parent) ?? []), pid]);
  }
  const found = [root];
  for (const pid of found) found.push(...(children.get(pid) ?? []));
  return found;
}

function countCgroups(folder: string, prefix: string): number {
  let count = 0;
  for (const name of list(folder)) {
    const path = join(folder, name);
    if (!isFolder(path)) continue;
    if (name.startsWith(prefix)) count += 1;
    count += countCgroups(path, prefix);
  }
  return count;
}

function countFiles(folder: string): number {
  let count = 0;
  for (const name of list(folder)) {
    const path = join(folder, name);
    count += 1;
    if (isFolder(path)) count += countFiles(path);
  }
  return count;
}

function ownMemoryMib(pid: number): number {
  return Number(/^RssAnon:\s+(\d+) kB/m.exec(read(`/proc/${pid}/status`))?.[1] ?? 0) / 1024;
}

function isFolder(path: string): boolean {
  try {
    readdirSync(path);
    return true;
  } catch {
    return false;
  }
}

function lines(path: string): number {
  return read(path).split('\n').length;
}

/** What goes meanwhile is not there. */
function list(path: string): string[] {
  try {
    return readdirSync(path);
  } catch {
    return [];
  }
}

function read(path: string): string {
  try {
    return readFileSync(path, 'latin1');
  } catch {
    return '';
  }
}
