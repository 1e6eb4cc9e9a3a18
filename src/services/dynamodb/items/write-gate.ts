import type { AwsError } from '../../../protocol/aws-error.ts';
import type { Context } from '../../context.ts';
import { stateOf } from '../state-of.ts';
import type { IndexRecord, TableRecord } from '../tables/table.ts';
import type { Item } from '../values/attribute-value.ts';
import { indexWriteUnits, writeUnits } from './consumed-capacity.ts';
import { indexChanges } from './index-changes.ts';
import type { Throttle } from './throttle.ts';
import type { WrittenItem } from './write-items.ts';

/** Holds one request's writes to the throughput of its tables, and of the global indexes that they change. */
export class WriteGate {
  readonly #context: Context;
  readonly #throttle: Throttle;
  readonly #factor: number;
  /** What failed conditions cost: as much as the item that they looked at. */
  #failed: { table: TableRecord; before: Item | undefined }[] = [];

  /** @returns undefined when throughput is not limited */
  static of(context: Context, factor = 1): WriteGate | undefined {
    const { throttle } = stateOf(context);
    return throttle && new WriteGate(context, throttle, factor);
  }

  private constructor(context: Context, throttle: Throttle, factor: number) {
    this.#context = context;
    this.#throttle = throttle;
    this.#factor = factor;
  }

  /** @throws ProvisionedThroughputExceededException, and what `decide` throws */
  decide(
    table: TableRecord,
    before: Item | undefined,
    decide: () => Item | undefined,
  ): Item | undefined {
    this.#throttle.assertLeft(this.#context, table, 'write');
    let after: Item | undefined;
    try {
      after = decide();
    } catch (error) {
      if ((error as Partial<AwsError>).code === 'ConditionalCheckFailedException')
        this.#failed.push({ table, before });
      throw error;
    }
    for (const { index } of indexChanges(table, before, after))
      this.#throttle.assertLeft(this.#context, table, 'write', index);
    return after;
  }

  /** Takes from the buckets what the writes cost, done or not. */
  async charge(done: Promise<WrittenItem[]>): Promise<WrittenItem[]> {
    try {
      const written = await done;
      for (const { table, before, after, indexChanges: changes } of written) {
        this.#take(table, writeUnits(before, after));
        for (const change of changes) this.#take(table, indexWriteUnits(change), change.index);
      }
      return written;
    } catch (error) {
      for (const { table, before } of this.#failed) this.#take(table, writeUnits(before));
      throw error;
    }
  }

  #take(table: TableRecord, units: number, index?: IndexRecord): void {
    this.#throttle.charge(this.#context, table, 'write', this.#factor * units, index);
  }
}
