import { type ItemStream, itemStreamRecords, itemStreams } from '../../item-streams.ts';
import type { StoreTransaction } from '../../store.ts';

/**
 * Numbers for the records of streams, ascending in order of commit: a number is taken in the last
 * synchronous step of a transaction's body, and bodies that end in some order are committed in it.
 * Readers therefore never pass a number that appears later. (One process writes; with several, the
 * number must come from the engine.)
 */
export class SequenceNumbers {
  readonly #last = new Map<string, number>();

  /** Call and await before `next`. Where numbers went on before a restart, they go on. */
  async prepare(
    tx: Pick<StoreTransaction, 'get' | 'scan'>,
    tableName: string,
    stream: { id: string; label: string },
  ): Promise<void> {
    if (this.#last.has(stream.id)) return;
    const [latest] = await tx.scan(itemStreamRecords, {
      prefix: [stream.id],
      reverse: true,
      limit: 1,
    });
    const row: ItemStream | undefined = await tx.get(itemStreams, [tableName, stream.label]);
    // Another transaction may have prepared, and even taken numbers, while this one was reading.
    if (this.#last.has(stream.id)) return;
    this.#last.set(stream.id, Math.max((latest?.key[1] as number) ?? 0, row?.trimmedTo ?? 0));
  }

  next(streamId: string): number {
    const number = (this.#last.get(streamId) as number) + 1;
    this.#last.set(streamId, number);
    return number;
  }

  clear(): void {
    this.#last.clear();
  }
}
