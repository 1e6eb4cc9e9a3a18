import { join } from 'node:path';
import type { Clock } from '../platform/clock.ts';
import type { Ids } from '../platform/ids.ts';
import type { Logger } from '../platform/logger.ts';
import type { Backing } from './backing.ts';
import { LocalBus } from './bus.ts';
import { openFileBlobs } from './embedded/file-blobs.ts';
import { openLmdbBacking } from './embedded/lmdb-backing.ts';
import { takeStateDir } from './embedded/state-dir.ts';
import { GroupCommitter } from './group-committer.ts';
import type { Engine } from './interface.ts';
import { encodeKey } from './key.ts';
import { Kv } from './kv.ts';
import { createLogChunker } from './log-chunk.ts';
import { Logs } from './logs.ts';
import { openMemoryBacking } from './memory/memory-backing.ts';
import { type ClearableBlobStore, createMemoryBlobs } from './memory/memory-blobs.ts';
import { createEnqueue, Queues } from './queue.ts';
import { Sequence } from './sequence.ts';
import { toStorageKey } from './storage-key.ts';

export interface EngineOptions {
  /** Where state lives between runs; absent: in memory, gone with the process. */
  stateDir?: string;
  clock: Clock;
  ids: Ids;
  log: Logger;
}

/** @throws BrumeError ERR_STATE_DIR, ERR_STATE_IN_USE, ERR_STATE_VERSION, ERR_STATE_CORRUPT */
export async function openEngine(options: EngineOptions): Promise<Engine> {
  if (options.stateDir === undefined)
    return assemble(options, openMemoryBacking(), createMemoryBlobs(), async () => {});
  const { folder, release } = await takeStateDir(options.stateDir, options.ids);
  const blobs = await openFileBlobs(join(folder, 'blobs'), options.ids);
  return assemble(options, openLmdbBacking(join(folder, 'rows.mdb')), blobs, release);
}

async function assemble(
  { clock, log }: EngineOptions,
  backing: Backing,
  blobs: ClearableBlobStore,
  release: () => Promise<void>,
): Promise<Engine> {
  const generation = await beginGeneration(backing);
  const sequence = new Sequence(generation);
  const bus = new LocalBus((error) => log.error('A subscriber of the bus failed.', { error }));
  const committer = new GroupCommitter({
    backing,
    chunk: createLogChunker({ now: clock.now, sequence }),
    publish: (subject, data) => bus.publish(subject, data),
  });
  const kv = new Kv({ backing, committer, enqueue: createEnqueue(clock, sequence) });
  const queue = new Queues({ kv, bus, clock });
  let closing: Promise<void> | undefined;
  return {
    kv,
    queue,
    blobs,
    bus,
    logs: new Logs(kv),
    reset: () =>
      committer.exclusively(async () => {
        await backing.clear();
        await backing.commit(generationRow(generation));
        await blobs.clear();
      }),
    close() {
      closing ??= (async () => {
        queue.close();
        await kv.close();
        await backing.close();
        await release();
      })();
      return closing;
    },
  };
}

const GENERATION = toStorageKey({ part: '~engine', key: encodeKey(['generation']) });

/** Counts openings; what arrives later sorts later across all of them. */
async function beginGeneration(backing: Backing): Promise<number> {
  const stored = backing.get(GENERATION);
  const generation = (stored ? Number(Buffer.from(stored).toString()) : 0) + 1;
  await backing.commit(generationRow(generation));
  return generation;
}

function generationRow(generation: number): Map<string, Uint8Array> {
  return new Map([[GENERATION, Buffer.from(String(generation))]]);
}
