import { mkdirSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Logger } from '../platform/logger.ts';

/** The `/tmp` of an instance with this folder. */
export function scratchIn(dir: string): string {
  return join(dir, 'tmp');
}

/** An instance's own folder. @returns its `/tmp`, which lives as long as the instance */
export function makeScratch(dir: string): string {
  const tmpDir = scratchIn(dir);
  mkdirSync(tmpDir, { recursive: true });
  return tmpDir;
}

/** Never rejects; a folder that cannot be removed is told of. */
export async function removeScratch(dir: string, log: Logger): Promise<void> {
  try {
    await rm(dir, { recursive: true, force: true });
  } catch (error) {
    log.warn('A scratch folder was left behind', { dir, error });
  }
}
