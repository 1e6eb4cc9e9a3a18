import type { Clock } from '../platform/clock.ts';
import type { Ids } from '../platform/ids.ts';
import type { Logger } from '../platform/logger.ts';
import { LocalBus } from './bus.ts';
import { type EmbeddedFiles, openEmbedded } from './embedded/open-embedded.ts';
import { GroupCommitter, toWriteError } from './group-committer.ts';
import type { Engine } from './interface.ts';
import { encodeKey } from './key.ts';
import { Kv } from './kv.ts';
import { createLogChunker } from './log-chunk.ts';
import { Logs } from './logs.ts';
import { openMemoryBacking } from './memory/memory-backing.ts';
import { createMemoryBlobs } from './memory/memory-blobs.ts';
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
  if (options.stateDir !== undefined)
    return assemble(options, await openEmbedded(options.stateDir, options.ids));
  const nothing = async (): Promise<void> => {};
  return assemble(options, {
    backing: openMemoryBacking(),
    blobs: createMemoryBlobs(),
    stamp: nothing,
    release: nothing,
  });
}

async function assemble({ clock, log }: EngineOptions, files: EmbeddedFiles): Promise<Engine> {
  const { backing, blobs } = files;
  const generation = await begin(files);
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
        await files.release();
      })();
      return closing;
    },
  };
}

const GENERATION = toStorageKey({ part: '~engine', key: encodeKey(['generation']) });

/** Counts openings: what arrives in a later one sorts later. */
async function begin(files: EmbeddedFiles): Promise<number> {
  try {
    const stored = files.backing.get(GENERATION);
    const generation = (stored ? Number(Buffer.from(stored).toString()) : 0) + 1;
    await files.backing.commit(generationRow(generation));
    await files.stamp();
    return generation;
  } catch (cause) {
    await files.backing.close();
    await files.release();
    throw toWriteError(cause);
  }
}

function generationRow(generation: number): Map<string, Uint8Array> {
  return new Map([[GENERATION, Buffer.from(String(generation))]]);
}
