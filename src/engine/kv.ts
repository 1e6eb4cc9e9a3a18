import { BrumeError } from '../platform/errors.ts';
import type { Backing, StorageKey } from './backing.ts';
import type { GroupCommitter, WriteSet } from './group-committer.ts';
import type { KeyRef, OrderedKv, OutMessage, Range, Row, Transaction } from './interface.ts';
import { LockTable } from './lock-table.ts';
import { Overlay } from './overlay.ts';
import { toKey, toStorageKey, toStorageRange } from './storage-key.ts';

/** Writes the rows of a message and returns the subject that wakes its receivers. */
export type Enqueue = (
  put: (ref: KeyRef, value: Uint8Array) => void,
  queue: string,
  message: OutMessage,
) => string;

/** Transactions over a backing: locks, an overlay of own writes, and one durable commit for many at once. */
export class Kv implements OrderedKv {
  readonly #backing: Backing;
  readonly #committer: GroupCommitter;
  readonly #enqueue: Enqueue;
  readonly #locks = new LockTable();
  #closed = false;
  /** Transactions under way. */
  readonly #running = new Set<Promise<unknown>>();

  constructor(options: { backing: Backing; committer: GroupCommitter; enqueue: Enqueue }) {
    this.#backing = options.backing;
    this.#committer = options.committer;
    this.#enqueue = options.enqueue;
  }

  async get(ref: KeyRef): Promise<Uint8Array | undefined> {
    this.#assertOpen();
    return this.#backing.get(toStorageKey(ref));
  }

  async getMany(refs: readonly KeyRef[]): Promise<(Uint8Array | undefined)[]> {
    this.#assertOpen();
    // One turn of the event loop, in which no commit becomes visible: one snapshot.
    return refs.map((ref) => this.#backing.get(toStorageKey(ref)));
  }

  async scan(range: Range): Promise<Row[]> {
    this.#assertOpen();
    return toRows(range, this.#backing.scan(toStorageRange(range)));
  }

  async transact<T>(
    locks: readonly KeyRef[],
    body: (tx: Transaction) => Promise<T> | T,
  ): Promise<T> {
    this.#assertOpen();
    const running = this.#transact(inOrder(locks), body);
    this.#running.add(running);
    try {
      return await running;
    } finally {
      this.#running.delete(running);
    }
  }

  /** From now on every call is refused; resolves when the transactions under way have ended. */
  async close(): Promise<void> {
    this.#closed = true;
    await Promise.allSettled(this.#running);
    await this.#committer.drained();
  }

  async #transact<T>(
    keys: readonly StorageKey[],
    body: (tx: Transaction) => Promise<T> | T,
  ): Promise<T> {
    await this.#locks.acquire(keys);
    try {
      const tx = new KvTransaction(this.#backing, this.#enqueue);
      const result = await body(tx);
      const set = tx.end();
      if (set.writes.size > 0 || set.logs.length > 0 || set.hints.length > 0)
        await this.#committer.commit(set);
      return result;
    } finally {
      this.#locks.release(keys);
    }
  }

  #assertOpen(): void {
    if (this.#closed)
      throw new BrumeError(
        'ERR_ENGINE_CLOSED',
        'The state is already closed: this Brume is stopping.',
      );
  }
}

class KvTransaction implements Transaction {
  readonly #overlay: Overlay;
  readonly #enqueue: Enqueue;
  readonly #logs: WriteSet['logs'] = [];
  readonly #hints: WriteSet['hints'] = [];
  #ended = false;

  constructor(backing: Backing, enqueue: Enqueue) {
    this.#overlay = new Overlay(backing);
    this.#enqueue = enqueue;
  }

  async get(ref: KeyRef): Promise<Uint8Array | undefined> {
    return this.#overlay.get(toStorageKey(ref));
  }

  async scan(range: Range): Promise<Row[]> {
    return toRows(range, this.#overlay.scan(toStorageRange(range)));
  }

  put(ref: KeyRef, value: Uint8Array): void {
    this.#assertRunning();
    // A copy: the caller may go on using its buffer while the commit is under way.
    this.#overlay.writes.set(toStorageKey(ref), Buffer.from(value));
  }

  delete(ref: KeyRef): void {
    this.#assertRunning();
    this.#overlay.writes.set(toStorageKey(ref), undefined);
  }

  enqueue(queue: string, message: OutMessage): void {
    this.hint(this.#enqueue((ref, value) => this.put(ref, value), queue, message));
  }

  appendLog(
    ref: WriteSet['logs'][number]['ref'],
    events: WriteSet['logs'][number]['events'],
  ): void {
    this.#assertRunning();
    // Found out later, it would fail the commit of others too.
    const bad = events.find(
      (event) => !Number.isSafeInteger(event.atEpochMs) || event.atEpochMs < 0,
    );
    if (bad) throw new RangeError(`A log event cannot have the time ${bad.atEpochMs}.`);
    if (events.length > 0) this.#logs.push({ ref: { ...ref }, events: [...events] });
  }

  hint(subject: string, data?: Uint8Array): void {
    this.#assertRunning();
    this.#hints.push({ subject, ...(data && { data }) });
  }

  end(): WriteSet {
    this.#ended = true;
    return { writes: this.#overlay.writes, logs: this.#logs, hints: this.#hints };
  }

  /** A write that comes after the body resolved (a forgotten await) would be lost in silence. */
  #assertRunning(): void {
    if (this.#ended)
      throw new BrumeError(
        'ERR_TRANSACTION_ENDED',
        'A transaction was used after its body had ended.',
        {
          hint: 'Await everything inside the body given to transact.',
        },
      );
  }
}

function inOrder(refs: readonly KeyRef[]): StorageKey[] {
  if (refs.length === 1) return refs.map(toStorageKey);
  return [...new Set(refs.map(toStorageKey))].toSorted((a, b) => (a < b ? -1 : 1));
}

function toRows(range: Range, stored: { key: StorageKey; value: Uint8Array }[]): Row[] {
  return stored.map((row) => ({ key: toKey(range.part, row.key), value: row.value }));
}
