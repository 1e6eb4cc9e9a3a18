import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { BrumeError } from '../../platform/errors.ts';
import type { Ids } from '../../platform/ids.ts';
import type { Backing } from '../backing.ts';
import type { ClearableBlobStore } from '../memory/memory-blobs.ts';
import { openFileBlobs } from './file-blobs.ts';
import { openLmdbBacking, PAGE_SIZE_BYTES } from './lmdb-backing.ts';
import { findDamage } from './lmdb-file.ts';
import { corrupt, type StateDir, takeStateDir, unusable } from './state-dir.ts';

export interface EmbeddedFiles {
  backing: Backing;
  blobs: ClearableBlobStore;
  /** To be called once the first commit is durable. */
  stamp(): Promise<void>;
  release(): Promise<void>;
}

/** @throws BrumeError ERR_STATE_DIR, ERR_STATE_IN_USE, ERR_STATE_VERSION, ERR_STATE_CORRUPT */
export async function openEmbedded(stateDir: string, ids: Ids): Promise<EmbeddedFiles> {
  const taken = await takeStateDir(stateDir, ids);
  const { folder, isStamped, stamp, release } = taken;
  try {
    const backing = await openRows(stateDir, taken);
    const blobs = await openFileBlobs(join(folder, 'blobs'), ids);
    return { backing, blobs, stamp: isStamped ? async () => {} : stamp, release };
  } catch (cause) {
    await release();
    throw cause instanceof BrumeError ? cause : unusable(stateDir, cause);
  }
}

async function openRows(stateDir: string, { folder, isStamped }: StateDir): Promise<Backing> {
  const path = join(folder, 'rows.mdb');
  // LMDB's table of readers: nobody but this process reads, so what is in it is left from before.
  await rm(`${path}-lock`, { force: true });
  if (isStamped) {
    const damage = await findDamage(path, PAGE_SIZE_BYTES).catch((error: Error) => error.message);
    if (damage) throw corrupt(stateDir, `${path}: ${damage}`);
  } else {
    // Left by a first start that did not get to its end; nothing was acknowledged by it.
    await rm(path, { force: true });
  }
  return openLmdbBacking(path);
}
