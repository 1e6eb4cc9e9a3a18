import type {
  CreateGlobalSecondaryIndexAction,
  GlobalSecondaryIndexUpdate,
  UpdateTableInput,
} from '@aws-sdk/client-dynamodb';
import type { Context } from '../../context.ts';
import { serviceError } from '../../define-service.ts';
import { invalidParameters, validationError } from '../errors.ts';
import type { Job } from '../store.ts';
import { assertGlobalIndexCount, checkNewIndex, tooManySubscribers } from './check-keys.ts';
import { indexesOf, type IndexRecord, type TableRecord } from './table.ts';
import { checkThroughput } from './throughput.ts';
import { throughputOf, toIndex } from './to-index.ts';

export interface IndexChanges {
  readonly table: TableRecord;
  readonly work: readonly Job[];
}

/** GlobalSecondaryIndexUpdates: new indexes begin CREATING and are filled by a job, deleted ones are emptied by one. */
export function changeIndexes(
  given: TableRecord,
  input: UpdateTableInput,
  context: Pick<Context, 'ids'>,
): IndexChanges {
  const updates = input.GlobalSecondaryIndexUpdates ?? [];
  checkUpdates(given, updates);
  const table = withDefinitions(given, input);
  const indexes = new Map(table.globalIndexes.map((each) => [each.name, each]));
  const work: Job[] = [];
  for (const { Create, Update, Delete } of updates) {
    if (Create) {
      const index = { ...newIndex(table, Create, input, context), status: 'CREATING' as const };
      indexes.set(index.name, index);
      work.push({ kind: 'backfill-index', tableName: table.name, indexRowsId: index.rowsId });
    }
    if (Update) {
      const index = presentIndex(table, Update.IndexName!);
      const throughput = throughputFor(table, Update.ProvisionedThroughput, index.name);
      indexes.set(index.name, { ...index, ...throughput });
    }
    if (Delete) {
      const index = presentIndex(table, Delete.IndexName!);
      indexes.set(index.name, { ...index, status: 'DELETING' });
      work.push({ kind: 'drop-index', tableName: table.name, indexRowsId: index.rowsId });
    }
  }
  assertGlobalIndexCount(indexes.size);
  return { table: { ...table, globalIndexes: [...indexes.values()] }, work };
}

function presentIndex(table: TableRecord, name: string): IndexRecord {
  const index = table.globalIndexes.find((each) => each.name === name);
  if (index) return index;
  throw serviceError(
    'dynamodb',
    'ResourceNotFoundException',
    `Requested resource not found: Table: ${table.name} doesn't have index: ${name}`,
  );
}

function throughputFor(
  table: TableRecord,
  given: Parameters<typeof checkThroughput>[1],
  name: string,
): Pick<TableRecord['globalIndexes'][number], 'throughput'> {
  const throughput = checkThroughput(table.billing.mode, given, name);
  return throughput ? { throughput } : {};
}

function checkUpdates(table: TableRecord, updates: readonly GlobalSecondaryIndexUpdate[]): void {
  const names = new Set<string>();
  let online = table.globalIndexes.filter((each) => each.status !== 'ACTIVE').length;
  for (const { Create, Update, Delete } of updates) {
    if (!Create && !Update && !Delete)
      throw invalidParameters(
        'One of GlobalSecondaryIndexUpdate.Update, GlobalSecondaryIndexUpdate.Create, GlobalSecondaryIndexUpdate.Delete must not be null',
      );
    const name = (Update ?? Create ?? Delete)!.IndexName as string;
    if (names.has(name))
      throw invalidParameters(
        `Only one global secondary index update per index is allowed simultaneously. Index: ${name}`,
      );
    names.add(name);
    if (Create ?? Delete) online++;
  }
  if (online > 1) throw tooManySubscribers();
}

/** Definitions that are new join those that are there; none may change its type. */
function withDefinitions(table: TableRecord, input: UpdateTableInput): TableRecord {
  const attributes = [...table.attributes];
  for (const { AttributeName: name, AttributeType: type } of input.AttributeDefinitions ?? []) {
    const present = attributes.find((each) => each.name === name);
    if (present && present.type !== type)
      throw validationError(
        `One or more parameter values were invalid: Attribute definitions cannot change. Attribute: ${name}`,
      );
    const isUsed = (input.GlobalSecondaryIndexUpdates ?? []).some(({ Create }) =>
      Create?.KeySchema?.some((key) => key.AttributeName === name),
    );
    if (!present && isUsed) attributes.push({ name: name!, type: type! });
  }
  return { ...table, attributes };
}

function newIndex(
  table: TableRecord,
  action: CreateGlobalSecondaryIndexAction,
  input: UpdateTableInput,
  context: Pick<Context, 'ids'>,
): ReturnType<typeof toIndex> {
  const defined = table.attributes.map(({ name, type }) => ({
    AttributeName: name,
    AttributeType: type,
  }));
  checkNewIndex(action, [...defined, ...(input.AttributeDefinitions ?? [])]);
  if (indexesOf(table).some((each) => each.name === action.IndexName))
    throw serviceError(
      'dynamodb',
      'ResourceInUseException',
      `Attempting to create an index which already exists: ${action.IndexName}`,
    );
  return { ...toIndex(action, context), ...throughputOf(table.billing.mode, action) };
}
