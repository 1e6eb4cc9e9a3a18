import type { UpdateTableInput } from '@aws-sdk/client-dynamodb';
import { notImplemented } from '../../../protocol/aws-error.ts';
import type { Context } from '../../context.ts';
import { operation, serviceError } from '../../define-service.ts';
import type { StoreTransaction } from '../../store.ts';
import { tableNotFound, validationError } from '../errors.ts';
import { stateOf } from '../state-of.ts';
import { type Job, tables } from '../store.ts';
import { describeTable } from '../tables/describe.ts';
import { changeIndexes } from '../tables/index-updates.ts';
import {
  checkStreamSpecification,
  closeStream,
  openStream,
  streamRows,
} from '../tables/stream-switch.ts';
import { existingTable, tableNameOf } from '../tables/table-name.ts';
import type { TableRecord } from '../tables/table.ts';
import { changeBilling } from '../tables/billing-updates.ts';
import { encryption } from '../tables/encryption.ts';

const MEMBERS = [
  'ProvisionedThroughput',
  'BillingMode',
  'GlobalSecondaryIndexUpdates',
  'StreamSpecification',
  'SSESpecification',
  'TableClass',
  'DeletionProtectionEnabled',
  'OnDemandThroughput',
  'WarmThroughput',
] as const;
const UNBUILT = [
  'ReplicaUpdates',
  'MultiRegionConsistency',
  'GlobalTableWitnessUpdates',
  'GlobalTableSettingsReplicationMode',
  'VectorIndexUpdates',
] as const;

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_UpdateTable.html */
export const updateTable = operation('dynamodb', 'UpdateTable', async (input, context) => {
  const name = tableNameOf(context, input.TableName);
  for (const member of UNBUILT)
    if (input[member]) throw notImplemented('dynamodb', 'UpdateTable', member);
  if (MEMBERS.every((member) => input[member] === undefined))
    throw validationError(
      'At least one of ProvisionedThroughput, BillingMode, UpdateStreamEnabled, GlobalSecondaryIndexUpdates or SSESpecification or ReplicaUpdates is required',
    );
  const seen = await existingTable(context, name);
  const started: (() => void)[] = [];
  const updated = await context.store.transact(
    [[tables, [name]], ...streamRows(seen)],
    async (tx) => {
      started.length = 0;
      const table = await tx.get(tables, [name]);
      if (!table) throw tableNotFound(name);
      if (table.status !== 'ACTIVE') throw inUse(table);
      const { table: changed, work } = changeIndexes(
        changeBilling(table, input, context),
        input,
        context,
      );
      const whole = await switchStream(tx, context, changeSettings(changed, input, context), input);
      tx.put(tables, [name], whole);
      for (const job of work) started.push(addJob(tx, context, job));
      return whole;
    },
  );
  for (const start of started) start();
  return { TableDescription: describeTable(context, updated, undefined, 'UPDATING') };
});

function addJob(tx: StoreTransaction, context: Context, job: Job): () => void {
  return stateOf(context).jobs.add(tx, context, job);
}

function inUse(table: TableRecord): Error {
  return serviceError(
    'dynamodb',
    'ResourceInUseException',
    `Attempt to change a resource which is still in use: Table is being updated: ${table.name}`,
  );
}

function changeSettings(
  table: TableRecord,
  input: UpdateTableInput,
  context: Context,
): TableRecord {
  const { sse, ...rest } = table;
  const changesClass = input.TableClass !== undefined && input.TableClass !== table.tableClass;
  return {
    ...rest,
    ...(input.SSESpecification ? encryption(input.SSESpecification, context) : sse && { sse }),
    ...(changesClass && {
      tableClass: input.TableClass!,
      tableClassChangedAtEpochMs: context.clock.now(),
    }),
    deletionProtected: input.DeletionProtectionEnabled ?? table.deletionProtected,
  };
}

async function switchStream(
  tx: StoreTransaction,
  context: Context,
  table: TableRecord,
  { StreamSpecification: given }: UpdateTableInput,
): Promise<TableRecord> {
  if (!given) return table;
  const viewType = checkStreamSpecification(given);
  if (viewType && table.stream)
    throw validationError(`Table already has an enabled stream: TableName: ${table.name}`);
  if (!viewType && !table.stream)
    throw validationError(`Table has no enabled stream to disable: TableName: ${table.name}`);
  return viewType ? openStream(tx, context, table, viewType) : closeStream(tx, context, table);
}
