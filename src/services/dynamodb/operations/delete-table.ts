import { operation, serviceError } from '../../define-service.ts';
import { tableNotFound, validationError } from '../errors.ts';
import { stateOf } from '../state-of.ts';
import { tables } from '../store.ts';
import { describeTable } from '../tables/describe.ts';
import { closeStream, streamRows } from '../tables/stream-switch.ts';
import { existingTable, tableNameOf } from '../tables/table-name.ts';
import { indexesOf, type TableRecord } from '../tables/table.ts';

/**
 * The table is gone with the answer, its name free; its rows are removed after it.
 * https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_DeleteTable.html
 */
export const deleteTable = operation('dynamodb', 'DeleteTable', async (input, context) => {
  const name = tableNameOf(context, input.TableName);
  const seen = await existingTable(context, name);
  let started = (): void => {};
  const deleted = await context.store.transact(
    [[tables, [name]], ...streamRows(seen)],
    async (tx) => {
      const table = await tx.get(tables, [name]);
      if (!table) throw tableNotFound(name);
      assertDeletable(table);
      await closeStream(tx, context, table);
      tx.delete(tables, [name]);
      started = stateOf(context).jobs.add(tx, context, {
        kind: 'drop-items',
        rowsId: table.rowsId,
        indexRowsIds: indexesOf(table).map((each) => each.rowsId),
      });
      return table;
    },
  );
  started();
  return { TableDescription: describeTable(context, deleted, undefined, 'DELETING') };
});

function assertDeletable(table: TableRecord): void {
  if (table.deletionProtected)
    throw validationError(
      'Resource cannot be deleted as it is currently protected against deletion. Disable deletion protection first.',
    );
  if (table.status === 'CREATING')
    throw serviceError(
      'dynamodb',
      'ResourceInUseException',
      `Attempt to change a resource which is still in use: Table is being created: ${table.name}`,
    );
}
