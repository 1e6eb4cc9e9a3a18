import { mkdirSync, readdirSync, readFileSync, rmdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseHierarchies, type Hierarchy } from './cgroup-hierarchies.ts';

/** What is needed of version 2; its freezer is there at all times. */
const CONTROLLERS = ['memory', 'cpu', 'pids'];
let lastNumber = 0;

/** The folders in which the sandbox program makes a group for each sandbox. */
export interface Cgroups {
  /** As the program takes them: `memory=/sys/fs/cgroup/…`. */
  words: readonly string[];
  /** `memory`, `cpu`, `pids`, `freezer`: those that hold. */
  controllers: ReadonlySet<string>;
}

/**
 * Makes this Brume's own groups wherever it may. They lie below the group that Brume runs in, so that its
 * own limits go on to hold for its functions. Groups of Brumes that have died are removed.
 */
export function claimCgroups(): Cgroups {
  const words: string[] = [];
  const controllers = new Set<string>();
  const claim = (kind: string, folder: string, holds: readonly string[]): void => {
    words.push(`${kind}=${folder}`);
    for (const each of holds) controllers.add(each);
  };
  const hierarchies = readHierarchies();
  for (const hierarchy of hierarchies.filter(({ version }) => version === 2)) {
    const found = claimUnified(hierarchy);
    if (found) claim('unified', found.folder, [...found.controllers, 'freezer']);
  }
  for (const hierarchy of hierarchies.filter(({ version }) => version === 1)) {
    const wanted = [...CONTROLLERS, 'freezer'].filter(
      (each) => hierarchy.controllers.includes(each) && !controllers.has(each),
    );
    const folder = wanted.length > 0 ? makeOwn(hierarchy.folder) : undefined;
    if (folder) for (const each of wanted) claim(each, folder, [each]);
  }
  return { words, controllers };
}

function readHierarchies(): Hierarchy[] {
  try {
    const mountInfo = readFileSync('/proc/self/mountinfo', 'utf8');
    return parseHierarchies(mountInfo, readFileSync('/proc/self/cgroup', 'utf8'));
  } catch {
    return []; // not Linux
  }
}

/** In its own group first; at the top when it is root and processes beside it are in the way. */
function claimUnified({
  folder,
  top,
}: Hierarchy): { folder: string; controllers: string[] } | undefined {
  for (const parent of new Set([folder, top])) {
    const missing = CONTROLLERS.filter(
      (each) => !listOf(parent, 'cgroup.subtree_control').includes(each),
    );
    enable(parent, missing);
    const own = makeOwn(parent);
    if (!own) continue;
    const controllers = CONTROLLERS.filter((each) =>
      listOf(own, 'cgroup.controllers').includes(each),
    );
    enable(own, controllers);
    if (controllers.length > 0 || parent === top) return { folder: own, controllers };
    rmdirSync(own);
  }
  return undefined;
}

function enable(folder: string, controllers: readonly string[]): void {
  for (const each of controllers) {
    try {
      writeFileSync(join(folder, 'cgroup.subtree_control'), `+${each}`);
    } catch {
      // Not there, not delegated, or processes in the way; what is missing is said by `describe`.
    }
  }
}

function listOf(folder: string, file: string): string[] {
  try {
    return readFileSync(join(folder, file), 'utf8').trim().split(' ');
  } catch {
    return [];
  }
}

function makeOwn(parent: string): string | undefined {
  const folder = join(parent, `brume-${process.pid}-${++lastNumber}`);
  try {
    sweep(parent);
    mkdirSync(folder);
    return folder;
  } catch {
    return undefined; // not ours to use
  }
}

/** Groups of a Brume that was killed together with its sandbox program. */
function sweep(parent: string): void {
  for (const name of readdirSync(parent)) {
    const pid = /^brume-(\d+)-\d+$/.exec(name)?.[1];
    if (pid === undefined || isAlive(Number(pid))) continue;
    const folder = join(parent, name);
    try {
      for (const entry of readdirSync(folder, { withFileTypes: true }))
        if (entry.isDirectory()) rmdirSync(join(folder, entry.name));
      rmdirSync(folder);
    } catch {
      // Somebody else was faster, or something still runs in it.
    }
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
