/** Switching the stream of a table on and off, in the transaction that changes the table. */
import type { StreamSpecification } from '@aws-sdk/client-dynamodb';
import type { Context } from '../../context.ts';
import { allItemStreams, itemStreams } from '../../item-streams.ts';
import type { RowRef, StoreTransaction } from '../../store.ts';
import { validationError } from '../errors.ts';
import type { StreamOfTable, TableRecord } from './table.ts';

/** @returns undefined when the table is to have no stream. @throws ValidationException */
export function checkStreamSpecification(
  given: StreamSpecification | undefined,
): StreamOfTable['viewType'] | undefined {
  if (!given) return undefined;
  if (given.StreamEnabled && !given.StreamViewType)
    throw validationError(
      'One or more parameter values were invalid: StreamEnabled is true but StreamViewType is not specified',
    );
  if (!given.StreamEnabled && given.StreamViewType)
    throw validationError(
      'One or more parameter values were invalid: StreamViewType is specified but StreamEnabled is false',
    );
  return given.StreamEnabled ? given.StreamViewType : undefined;
}

/** The time, as AWS writes it into the ARNs of streams; a table name has no two streams of one millisecond. */
async function nextLabel(
  tx: StoreTransaction,
  context: Pick<Context, 'clock'>,
  tableName: string,
): Promise<string> {
  for (let atEpochMs = context.clock.now(); ; atEpochMs++) {
    const label = new Date(atEpochMs).toISOString().slice(0, -1);
    if (!(await tx.get(itemStreams, [tableName, label]))) return label;
  }
}

/** The row of the table's open stream, to lock before closing it. */
export function streamRows(table: TableRecord): RowRef[] {
  return table.stream ? [[itemStreams, [table.name, table.stream.label]]] : [];
}

/** @returns the table with its stream */
export async function openStream(
  tx: StoreTransaction,
  context: Context,
  table: TableRecord,
  viewType: StreamOfTable['viewType'],
): Promise<TableRecord> {
  const label = await nextLabel(tx, context, table.name);
  const id = context.ids.hex(16);
  tx.put(itemStreams, [table.name, label], {
    tableName: table.name,
    label,
    id,
    viewType,
    createdAtEpochMs: context.clock.now(),
    keys: table.keys.map((name, index) => ({
      name,
      keyType: index === 0 ? ('HASH' as const) : ('RANGE' as const),
    })),
    trimmedTo: 0,
  });
  tx.put(allItemStreams, [context.account, context.region, table.name, label], true);
  return { ...table, stream: { id, label, viewType }, latestStreamLabel: label };
}

/** The records can be read for another day. @returns the table without its stream */
export async function closeStream(
  tx: StoreTransaction,
  context: Context,
  table: TableRecord,
): Promise<TableRecord> {
  const { stream, ...rest } = table;
  if (!stream) return table;
  const key = [table.name, stream.label];
  const row = await tx.get(itemStreams, key);
  if (row) tx.put(itemStreams, key, { ...row, closedAtEpochMs: context.clock.now() });
  return rest;
}
