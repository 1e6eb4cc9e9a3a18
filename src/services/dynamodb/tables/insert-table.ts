import type { Context } from '../../context.ts';
import { serviceError } from '../../define-service.ts';
import type { StoreTransaction } from '../../store.ts';
import { TABLE_LIMIT } from '../limits.ts';
import { tables } from '../store.ts';
import { openStream } from './stream-switch.ts';
import type { StreamOfTable, TableRecord } from './table.ts';

/** @throws ResourceInUseException when the name is taken */
export async function insertTable(
  context: Context,
  table: TableRecord,
  viewType?: StreamOfTable['viewType'],
  also?: (tx: StoreTransaction) => void,
): Promise<TableRecord> {
  return context.store.transact([[tables, [table.name]]], async (tx) => {
    const whole = await insertTableWithin(tx, context, table, viewType);
    also?.(tx);
    return whole;
  });
}

/** In a transaction that has the table's row locked. @throws ResourceInUseException */
export async function insertTableWithin(
  tx: StoreTransaction,
  context: Context,
  table: TableRecord,
  viewType?: StreamOfTable['viewType'],
): Promise<TableRecord> {
  const { name } = table;
  if (await tx.get(tables, [name]))
    throw serviceError('dynamodb', 'ResourceInUseException', `Table already exists: ${name}`);
  const whole = viewType ? await openStream(tx, context, table, viewType) : table;
  await assertRoom(tx);
  tx.put(tables, [name], whole);
  return whole;
}

/** Creations that race may pass it by a few. @throws LimitExceededException */
async function assertRoom(tx: StoreTransaction): Promise<void> {
  if ((await tx.scan(tables, { limit: TABLE_LIMIT })).length < TABLE_LIMIT) return;
  throw serviceError(
    'dynamodb',
    'LimitExceededException',
    `Subscriber limit exceeded: There is a limit of ${TABLE_LIMIT} tables per subscriber`,
  );
}
