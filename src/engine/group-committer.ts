import type { Backing, StorageKey } from './backing.ts';
import { BrumeError } from '../platform/errors.ts';
import type { LogEvent, LogStreamRef } from './interface.ts';
import type { LogChunker } from './log-chunk.ts';

/** All that one transaction wants to change. */
export interface WriteSet {
  writes: Map<StorageKey, Uint8Array | undefined>;
  logs: { ref: LogStreamRef; events: readonly LogEvent[] }[];
  /** Told after the commit. */
  hints: { subject: string; data?: Uint8Array }[];
}

interface Waiting {
  set: WriteSet;
  resolve(): void;
  reject(error: unknown): void;
}

/** Puts all write sets that wait into one commit, so that many requests share one fsync. */
export class GroupCommitter {
  readonly #backing: Backing;
  readonly #chunk: LogChunker;
  readonly #publish: (subject: string, data?: Uint8Array) => void;
  #waiting: Waiting[] = [];
  #running: Promise<void> | undefined;

  constructor(options: {
    backing: Backing;
    chunk: LogChunker;
    publish: (subject: string, data?: Uint8Array) => void;
  }) {
    this.#backing = options.backing;
    this.#chunk = options.chunk;
    this.#publish = options.publish;
  }

  /** Resolves when durable. */
  commit(set: WriteSet): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ set, resolve, reject });
      this.#running ??= this.#run();
    });
  }

  /** Runs `task` while nothing is being committed. */
  async exclusively(task: () => Promise<void>): Promise<void> {
    await this.drained();
    const done = task();
    this.#running = done.then(
      () => this.#next(),
      () => this.#next(),
    );
    await done;
  }

  /** Resolves when nothing waits any more. */
  async drained(): Promise<void> {
    while (this.#running) await this.#running;
  }

  #next(): void {
    this.#running = this.#waiting.length > 0 ? this.#run() : undefined;
  }

  async #run(): Promise<void> {
    // Transactions that end in this turn of the event loop still get into this commit.
    await Promise.resolve();
    while (this.#waiting.length > 0) {
      const group = this.#waiting;
      this.#waiting = [];
      await this.#flush(group);
    }
    this.#running = undefined;
  }

  async #flush(group: readonly Waiting[]): Promise<void> {
    let hints: WriteSet['hints'];
    try {
      const [only] = group;
      const batch = new Map(
        group.length === 1 ? only?.set.writes : group.flatMap((each) => [...each.set.writes]),
      );
      const logs = group.flatMap((each) => each.set.logs);
      const chunks = this.#chunk(logs);
      for (const row of chunks.rows) batch.set(row.key, row.value);
      hints = [...group.flatMap((each) => each.set.hints), ...chunks.hints];
      await this.#backing.commit(batch);
    } catch (cause) {
      const error = toWriteError(cause);
      for (const each of group) each.reject(error);
      return;
    }
    for (const each of group) each.resolve();
    for (const hint of hints) this.#publish(hint.subject, hint.data);
  }
}

export function toWriteError(cause: unknown): unknown {
  if (cause instanceof BrumeError) return cause;
  return new BrumeError('ERR_STATE_WRITE', `The state could not be written: ${String(cause)}`, {
    hint: 'Nothing of this change was kept. Check the free space and the permissions of the state directory.',
    cause,
  });
}
