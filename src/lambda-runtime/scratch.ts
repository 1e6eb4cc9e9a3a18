import { mkdirSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Logger } from '../platform/logger.ts';

/** An instance's own folder. @returns its `/tmp`, which lives as long as the instance */
export function makeScratch(dir: string): string {
  const tmpDir = join(dir, 'tmp');
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
