import type { Context } from '../../context.ts';
import { tables } from '../store.ts';
import type { TableRecord } from './table.ts';
import { arnNotFound, tableOfArn } from './tags.ts';

/**
 * For operations on a ResourceArn that change nothing but the table's own record.
 * @throws ValidationException, ResourceNotFoundException
 */
export async function changeByArn(
  context: Context,
  arn: string | undefined,
  change: (table: TableRecord) => TableRecord,
): Promise<TableRecord> {
  const name = tableOfArn(context, arn);
  return context.store.transact([[tables, [name]]], async (tx) => {
    const table = await tx.get(tables, [name]);
    if (!table) throw arnNotFound(arn!);
    const changed = change(table);
    tx.put(tables, [name], changed);
    return changed;
  });
}

/** @throws ValidationException, ResourceNotFoundException */
export async function tableByArn(context: Context, arn: string | undefined): Promise<TableRecord> {
  const table = await context.store.get(tables, [tableOfArn(context, arn)]);
  if (!table) throw arnNotFound(arn!);
  return table;
}
