/** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/CapacityUnitCalculations.html */
import type { ConsumedCapacity, ReturnConsumedCapacity } from '@aws-sdk/client-dynamodb';
import { isLocal, type IndexRecord, type TableRecord } from '../tables/table.ts';
import type { Item } from '../values/attribute-value.ts';
import { itemSizeBytes } from '../values/item-size.ts';
import type { IndexChange } from './index-changes.ts';
import type { ReadSink } from './throttle.ts';

const READ_UNIT_BYTES = 4096;
const WRITE_UNIT_BYTES = 1024;
/** Transactions take twice the units. */
export const TRANSACTIONAL = 2;

/** Reading nothing costs as much as reading a little. */
export function readUnits(sizeBytes: number, isConsistent: boolean): number {
  const units = Math.max(1, Math.ceil(sizeBytes / READ_UNIT_BYTES));
  return isConsistent ? units : units / 2;
}

export function writeUnits(...versions: (Item | undefined)[]): number {
  const sizes = versions.map((each) => (each ? itemSizeBytes(each) : 0));
  return Math.max(1, Math.ceil(Math.max(...sizes) / WRITE_UNIT_BYTES));
}

/** Deleting and putting an entry are two writes; changing one in place is one. */
export function indexWriteUnits({ remove, put, replaced }: IndexChange): number {
  return (remove ? writeUnits(remove.entry) : 0) + (put ? writeUnits(put.entry, replaced) : 0);
}

interface Usage {
  readonly shownName: string;
  readonly table: TableRecord;
  tableUnits: number;
  readonly indexUnits: Map<IndexRecord, number>;
}

/** Adds up what a request consumes, by table and index. */
export class CapacityMeter {
  readonly #kind: ReturnConsumedCapacity;
  readonly #usage = new Map<string, Usage>();
  /** Whether transactions count reads and writes apart. */
  readonly #unitName: 'ReadCapacityUnits' | 'WriteCapacityUnits' | undefined;

  readonly #sink: ReadSink | undefined;

  /** @param sink is told of everything that is added */
  constructor(
    kind: ReturnConsumedCapacity | undefined,
    unitName?: 'ReadCapacityUnits' | 'WriteCapacityUnits',
    sink?: ReadSink,
  ) {
    this.#kind = kind ?? 'NONE';
    this.#unitName = unitName;
    this.#sink = sink;
  }

  get isOff(): boolean {
    return this.#kind === 'NONE' && !this.#sink;
  }

  add(table: TableRecord, units: number, index?: IndexRecord, shownName = table.name): void {
    this.#sink?.(table, units, index);
    let usage = this.#usage.get(table.name);
    if (!usage) {
      usage = { shownName, table, tableUnits: 0, indexUnits: new Map() };
      this.#usage.set(table.name, usage);
    }
    if (index) usage.indexUnits.set(index, (usage.indexUnits.get(index) ?? 0) + units);
    else usage.tableUnits += units;
  }

  /** Of a request to one table. */
  one(): { ConsumedCapacity?: ConsumedCapacity } {
    const [only] = this.all().ConsumedCapacity ?? [];
    return only ? { ConsumedCapacity: only } : {};
  }

  all(): { ConsumedCapacity?: ConsumedCapacity[] } {
    if (this.#kind === 'NONE') return {};
    return { ConsumedCapacity: [...this.#usage.values()].map((each) => this.#show(each)) };
  }

  #show({ shownName, table, tableUnits, indexUnits }: Usage): ConsumedCapacity {
    let total = tableUnits;
    for (const units of indexUnits.values()) total += units;
    const capacity = { TableName: shownName, ...this.#units(total) };
    if (this.#kind !== 'INDEXES') return capacity;
    const shown = (local: boolean): Record<string, ConsumedCapacity> =>
      Object.fromEntries(
        [...indexUnits]
          .filter(([index]) => isLocal(table, index) === local)
          .map(([index, units]) => [index.name, this.#units(units)]),
      );
    const local = shown(true);
    const global = shown(false);
    return {
      ...capacity,
      Table: this.#units(tableUnits),
      ...(Object.keys(local).length > 0 && { LocalSecondaryIndexes: local }),
      ...(Object.keys(global).length > 0 && { GlobalSecondaryIndexes: global }),
    };
  }

  #units(units: number): { CapacityUnits: number } {
    return { CapacityUnits: units, ...(this.#unitName && { [this.#unitName]: units }) };
  }
}
