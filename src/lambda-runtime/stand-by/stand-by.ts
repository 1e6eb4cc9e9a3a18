import { join } from 'node:path';
import type { Clock } from '../../platform/clock.ts';
import type { Ids } from '../../platform/ids.ts';
import type { Logger } from '../../platform/logger.ts';
import { makeScratch, removeScratch } from '../scratch.ts';
import { type EventPipe, openEventPipe } from '../event-pipe.ts';
import type { FifoStore } from '../fifo-store.ts';
import { FRAME } from '../frames.ts';
import type { SandboxDriver, SandboxHandle } from '../sandbox/driver.ts';
import type { StandByKind } from './kind.ts';

/** Of each kind so many wait: two functions that start together are common. */
const PER_KIND = 2;
/** The kind that was wanted longest ago gives way. */
const MOST_KINDS = 4;
/** A cold start has the processors for itself before the next process is started ahead. */
const REFILL_AFTER_MS = 150;

/** Tells a bootstrap to look for events on file descriptor 4. */
export const EVENTS_FLAG = '--events';

/** A process that sleeps until it is told which function it is. */
export interface Waiting {
  readonly handle: SandboxHandle;
  readonly pipe: EventPipe | undefined;
}

/** Processes that were started ahead of the functions they will become. */
export interface StandBy {
  /** One of this kind, now the caller's; undefined while there is none. More of the kind will follow. */
  take(kind: StandByKind, driver: SandboxDriver): Waiting | undefined;
  /** Makes sure that some of this kind wait. Resolves when they do, or cannot be started. */
  want(kind: StandByKind, driver: SandboxDriver): Promise<void>;
  /** Ends all that wait. */
  close(): void;
}

interface Shelf {
  kind: StandByKind;
  driver: SandboxDriver;
  ready: Waiting[];
  booting: number;
}

interface Parts {
  clock: Clock;
  ids: Ids;
  log: Logger;
  fifos: FifoStore;
  instancesDir: string;
}

export function createStandBy(parts: Parts): StandBy {
  /** By key; the kind that was wanted last is at the end. */
  const shelves = new Map<string, Shelf>();
  let isClosed = false;

  const empty = (shelf: Shelf): void => {
    for (const { handle, pipe } of shelf.ready.splice(0)) {
      handle.kill();
      pipe?.close();
    }
  };
  const shelfOf = (kind: StandByKind, driver: SandboxDriver): Shelf => {
    const shelf = shelves.get(kind.key) ?? { kind, driver, ready: [], booting: 0 };
    shelves.delete(kind.key);
    shelves.set(kind.key, shelf);
    for (const [key, oldest] of shelves) {
      if (shelves.size <= MOST_KINDS) break;
      shelves.delete(key);
      empty(oldest);
    }
    return shelf;
  };
  const put = (shelf: Shelf, waiting: Waiting): void => {
    if (!isClosed && shelves.get(shelf.kind.key) === shelf) shelf.ready.push(waiting);
    else {
      waiting.handle.kill();
      waiting.pipe?.close();
    }
  };
  const startOne = async (shelf: Shelf): Promise<void> => {
    shelf.booting += 1;
    try {
      const waiting = await start(shelf.kind, shelf.driver, parts);
      waiting.handle.onExit(() => {
        const at = shelf.ready.indexOf(waiting);
        if (at < 0) return;
        shelf.ready.splice(at, 1);
        waiting.pipe?.close();
      });
      put(shelf, waiting);
    } catch (error) {
      const program = shelf.kind.command[0];
      parts.log.debug('No process could be started ahead', { error, program });
    } finally {
      shelf.booting -= 1;
    }
  };
  const fill = async (shelf: Shelf): Promise<void> => {
    const missing = isClosed ? 0 : PER_KIND - shelf.ready.length - shelf.booting;
    await Promise.all(Array.from({ length: Math.max(0, missing) }, () => startOne(shelf)));
  };

  return {
    take(kind, driver) {
      const shelf = shelfOf(kind, driver);
      parts.clock.realTimeout(REFILL_AFTER_MS, () => void fill(shelf));
      return shelf.ready.shift();
    },
    want: (kind, driver) => fill(shelfOf(kind, driver)),
    close() {
      isClosed = true;
      for (const shelf of shelves.values()) empty(shelf);
      shelves.clear();
    },
  };
}

/** Resolves when the process sleeps. */
async function start(kind: StandByKind, driver: SandboxDriver, parts: Parts): Promise<Waiting> {
  const { fifos, ids, log, instancesDir } = parts;
  const path = kind.readsEventPipe ? fifos.take() : undefined;
  const pipe = path === undefined ? undefined : openEventPipe(path);
  const dir = join(instancesDir, `stand-by-${ids.hex(16)}`);
  try {
    const handle = await driver.launch({
      command: pipe ? [...kind.command, EVENTS_FLAG] : kind.command,
      environment: kind.environment,
      taskDir: undefined,
      tmpDir: makeScratch(dir),
      runtime: kind.runtime,
      channel: true,
      events: pipe?.childEnd,
      limits: kind.limits,
    });
    pipe?.closeChildEnd();
    await booted(handle);
    return { handle, pipe };
  } catch (error) {
    pipe?.close();
    throw error;
  } finally {
    // Sandboxes have a /tmp of their own, and other processes get the function's.
    void removeScratch(dir, log);
  }
}

/** The one frame that it says before it sleeps. */
function booted(handle: SandboxHandle): Promise<void> {
  const { channel } = handle;
  return new Promise((resolve, reject) => {
    handle.onExit((exit, error) =>
      reject(error ?? new Error(`it ended with ${exit.code ?? exit.signal}`)),
    );
    channel?.once('data', (bytes: Buffer) => {
      channel.pause();
      if (bytes.length === 5 && bytes[4] === FRAME.booted) return resolve();
      handle.kill();
      reject(new Error('it said something else than that it is there'));
    });
  });
}
