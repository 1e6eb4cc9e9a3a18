import { setImmediate } from 'node:timers/promises';
import { newBlobId } from '../../engine/blob-digest.ts';
import type { BlobStore } from '../../engine/interface.ts';
import type { Ids } from '../../platform/ids.ts';
import type { Logger } from '../../platform/logger.ts';
import type { Store } from '../store.ts';
import { blobs as owned } from './store.ts';

/**
 * The files of objects. One that is being read is removed only after that; one that no row refers to,
 * because a process died between file and row, is removed by the next process.
 */
export class BlobKeeper {
  readonly #store: BlobStore;
  readonly #ids: Ids;
  readonly #log: Logger;
  /** Written, and not yet referred to by a row. */
  readonly #fresh = new Set<string>();
  readonly #readers = new Map<string, number>();
  readonly #doomed = new Set<string>();

  constructor(options: { blobs: BlobStore; ids: Ids; log: Logger }) {
    this.#store = options.blobs;
    this.#ids = options.ids;
    this.#log = options.log;
  }

  /** On disk once resolved. Exactly one of `settle` and `remove` must follow. */
  async write(chunks: AsyncIterable<Uint8Array>): Promise<string> {
    const id = newBlobId(this.#ids);
    this.#fresh.add(id);
    try {
      await this.#store.write(id, chunks);
      return id;
    } catch (error) {
      this.#fresh.delete(id);
      throw error;
    }
  }

  /** As `write`, of the bytes of another; undefined when that is gone. */
  async copy(from: string): Promise<string | undefined> {
    const id = newBlobId(this.#ids);
    this.#fresh.add(id);
    if (await this.#store.copy(from, id)) return id;
    this.#fresh.delete(id);
    return undefined;
  }

  /** A row refers to them now, durably. */
  settle(ids: readonly string[]): void {
    for (const id of ids) this.#fresh.delete(id);
  }

  /** To be held meanwhile. */
  read(id: string, range: { start: number; end: number }): AsyncIterable<Uint8Array> {
    return this.#store.read(id, range);
  }

  /** Keeps the files until the returned function is called. */
  hold(ids: readonly string[]): () => void {
    for (const id of ids) this.#readers.set(id, (this.#readers.get(id) ?? 0) + 1);
    let isHeld = true;
    return () => {
      if (!isHeld) return;
      isHeld = false;
      for (const id of ids) this.#letGo(id);
    };
  }

  /** Removes files that no row refers to any more. */
  async remove(ids: readonly string[]): Promise<void> {
    if (ids.length === 0) return;
    // Whoever found the row before it went holds the file by the next turn of the event loop.
    await setImmediate();
    for (const id of ids) {
      this.#fresh.delete(id);
      if (this.#readers.has(id)) this.#doomed.add(id);
      else await this.#unlink(id);
    }
  }

  /** Removes what an earlier process left. */
  async sweep(store: Store, isStopped: () => boolean): Promise<void> {
    for await (const id of this.#store.listNamed()) {
      if (isStopped()) return;
      if (this.#fresh.has(id)) continue;
      if (!(await store.get(owned, [id]))) await this.#unlink(id);
    }
  }

  #letGo(id: string): void {
    const readers = this.#readers.get(id)! - 1;
    if (readers > 0) this.#readers.set(id, readers);
    else this.#readers.delete(id);
    if (readers === 0 && this.#doomed.delete(id)) void this.#unlink(id);
  }

  /** A file that stays is found by the next sweep. */
  async #unlink(id: string): Promise<void> {
    try {
      await this.#store.remove(id);
    } catch (error) {
      this.#log.warn('A deleted object left a file behind', { code: 'ERR_UNEXPECTED', error });
    }
  }
}
