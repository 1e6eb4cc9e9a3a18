import type { ImportTableInput } from '@aws-sdk/client-dynamodb';
import { notImplemented } from '../../../protocol/aws-error.ts';
import type { Context } from '../../context.ts';
import { operation, serviceError } from '../../define-service.ts';
import { stateOf } from '../state-of.ts';
import { insertTableWithin } from '../tables/insert-table.ts';
import { newTable } from '../tables/new-table.ts';
import { tableNameOf } from '../tables/table-name.ts';
import type { TableRecord } from '../tables/table.ts';
import { claimToken } from '../transfers/claim-token.ts';
import { describeImport } from '../transfers/describe-import.ts';
import { type Import, imports, transferTokens } from '../transfers/store.ts';
import { tables } from '../store.ts';

/**
 * The table is CREATING until all items are in it.
 * https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_ImportTable.html
 */
export const importTable = operation('dynamodb', 'ImportTable', async (input, context) => {
  const parameters = input.TableCreationParameters!;
  const name = tableNameOf(context, parameters.TableName);
  if (input.InputFormat === 'ION')
    throw notImplemented('dynamodb', 'ImportTable', 'InputFormat ION');
  if (input.InputCompressionType === 'ZSTD')
    throw notImplemented('dynamodb', 'ImportTable', 'InputCompressionType ZSTD');
  if (parameters.VectorIndexes)
    throw notImplemented('dynamodb', 'ImportTable', 'TableCreationParameters.VectorIndexes');
  const table: TableRecord = { ...newTable(parameters, name, context), status: 'CREATING' };
  const record = toImport(input, table, context);
  const { token, id } = record;
  let started = (): void => {};
  const locks = [
    [transferTokens, ['import', token]],
    [tables, [name]],
  ] as const;
  const shown = await context.store.transact([...locks], async (tx) => {
    const { ClientToken: _, ...request } = input;
    const earlier = await claimToken(tx, context, { kind: 'import', token, id, request }, conflict);
    if (earlier !== undefined) return (await tx.get(imports, [earlier])) ?? record;
    await insertTableWithin(tx, context, table);
    tx.put(imports, [id], record);
    started = stateOf(context).jobs.add(tx, context, { kind: 'import', importId: id });
    return record;
  });
  started();
  return { ImportTableDescription: describeImport(context, shown) };
});

function conflict(): Error {
  return serviceError(
    'dynamodb',
    'ImportConflictException',
    'There was a conflict: the client token stands for an import with other parameters.',
  );
}

function toImport(input: ImportTableInput, table: TableRecord, { clock, ids }: Context): Import {
  const now = clock.now();
  return {
    id: `${String(now).padStart(14, '0')}-${ids.hex(8)}`,
    token: input.ClientToken ?? ids.uuid(),
    tableName: table.name,
    tableId: table.id,
    startedAtEpochMs: now,
    status: 'IN_PROGRESS',
    itemCount: 0,
    sizeBytes: 0,
    importedCount: 0,
    errorCount: 0,
    input,
  };
}
