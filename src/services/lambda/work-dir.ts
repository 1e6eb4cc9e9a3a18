import { readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Ids } from '../../platform/ids.ts';

const NAME = /^brume-(\d+)-[0-9a-f]+$/;

/**
 * The folder for unpacked code and for what functions write to /tmp. It lies outside of the state
 * folder, which is often inside a project: an `import` in a function would find the project's own
 * node_modules there. Everything in it can be made again.
 */
export function makeWorkDir(ids: Ids): string {
  return join(tmpdir(), `brume-${process.pid}-${ids.hex(8)}`);
}

/** Removes what Brumes that were killed left behind. */
export async function sweepWorkDirs(): Promise<void> {
  for (const name of await readdir(tmpdir())) {
    const pid = NAME.exec(name)?.[1];
    if (pid && !isAlive(Number(pid)))
      await rm(join(tmpdir(), name), { recursive: true, force: true });
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ESRCH';
  }
}
