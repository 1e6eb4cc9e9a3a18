import type {
  GlobalSecondaryIndexDescription,
  KeySchemaElement,
  LocalSecondaryIndexDescription,
  ProvisionedThroughputDescription,
  TableDescription,
} from '@aws-sdk/client-dynamodb';
import type { Context } from '../../context.ts';
import { itemStreamArn } from '../../item-streams.ts';
import type { Sizes } from './table-sizes.ts';
import {
  type Billing,
  type IndexRecord,
  tableArn,
  type TableRecord,
  type Throughput,
} from './table.ts';

const EMPTY = { itemCount: 0, sizeBytes: 0 };

type Scope = Pick<Context, 'account' | 'region'>;

/** A table as DescribeTable shows it. */
export function describeTable(
  scope: Scope,
  table: TableRecord,
  sizes?: Sizes,
  status: TableDescription['TableStatus'] = statusOf(table),
): TableDescription {
  const arn = tableArn(scope, table.name);
  const { itemCount, sizeBytes } = sizes?.table ?? EMPTY;
  const local = table.localIndexes.map((each) => describeIndex(arn, each, sizes));
  const global = table.globalIndexes.map((each) => describeGlobalIndex(arn, table, each, sizes));
  const { tableClass, tableClassChangedAtEpochMs: changedAt } = table;
  return {
    AttributeDefinitions: table.attributes.map((each) => ({
      AttributeName: each.name,
      AttributeType: each.type,
    })),
    TableName: table.name,
    KeySchema: keySchema(table.keys),
    TableStatus: status,
    CreationDateTime: new Date(table.createdAtEpochMs),
    ProvisionedThroughput: throughput(table.billing.throughput, table.billing),
    TableSizeBytes: sizeBytes,
    ItemCount: itemCount,
    TableArn: arn,
    TableId: table.id,
    ...billingSummary(table.billing),
    ...(local.length > 0 && { LocalSecondaryIndexes: local }),
    ...(global.length > 0 && { GlobalSecondaryIndexes: global }),
    ...describeStream(scope, table),
    ...describeEncryption(table),
    ...describeRestore(table),
    ...((tableClass !== 'STANDARD' || changedAt !== undefined) && {
      TableClassSummary: {
        TableClass: tableClass,
        ...(changedAt !== undefined && { LastUpdateDateTime: new Date(changedAt) }),
      },
    }),
    DeletionProtectionEnabled: table.deletionProtected,
    ...onDemand(table.billing),
    WarmThroughput: { ReadUnitsPerSecond: 12_000, WriteUnitsPerSecond: 4000, Status: 'ACTIVE' },
  };
}

function statusOf(table: TableRecord): TableDescription['TableStatus'] {
  const isBusy = table.globalIndexes.some((each) => each.status !== 'ACTIVE');
  return table.status === 'ACTIVE' && isBusy ? 'UPDATING' : table.status;
}

export function keySchema(keys: readonly string[]): KeySchemaElement[] {
  return keys.map((name, index) => ({
    AttributeName: name,
    KeyType: index === 0 ? 'HASH' : 'RANGE',
  }));
}

function throughput(
  units: Throughput | undefined,
  billing?: Billing,
): ProvisionedThroughputDescription {
  const { increasedAtEpochMs: up, decreasedAtEpochMs: down } = billing ?? {};
  return {
    ...(up !== undefined && { LastIncreaseDateTime: new Date(up) }),
    ...(down !== undefined && { LastDecreaseDateTime: new Date(down) }),
    NumberOfDecreasesToday: 0,
    ReadCapacityUnits: units?.read ?? 0,
    WriteCapacityUnits: units?.write ?? 0,
  };
}

function billingSummary(billing: Billing): Pick<TableDescription, 'BillingModeSummary'> {
  const { mode, onDemandSinceEpochMs: since } = billing;
  // A table that was always provisioned has no summary.
  if (since === undefined) return {};
  return {
    BillingModeSummary: {
      BillingMode: mode,
      LastUpdateToPayPerRequestDateTime: new Date(since),
    },
  };
}

function onDemand({ onDemand: limits }: Billing): Pick<TableDescription, 'OnDemandThroughput'> {
  if (!limits) return {};
  return {
    OnDemandThroughput: {
      MaxReadRequestUnits: limits.read ?? -1,
      MaxWriteRequestUnits: limits.write ?? -1,
    },
  };
}

function describeIndex(
  arn: string,
  index: IndexRecord,
  sizes: Sizes | undefined,
): LocalSecondaryIndexDescription {
  const { itemCount, sizeBytes } = sizes?.indexes.get(index.name) ?? EMPTY;
  return {
    IndexName: index.name,
    KeySchema: keySchema(index.keys),
    Projection: {
      ProjectionType: index.projection.type,
      ...(index.projection.attributes && { NonKeyAttributes: [...index.projection.attributes] }),
    },
    IndexSizeBytes: sizeBytes,
    ItemCount: itemCount,
    IndexArn: `${arn}/index/${index.name}`,
  };
}

function describeGlobalIndex(
  arn: string,
  table: TableRecord,
  index: IndexRecord,
  sizes: Sizes | undefined,
): GlobalSecondaryIndexDescription {
  return {
    ...describeIndex(arn, index, sizes),
    IndexStatus: table.status === 'CREATING' ? 'CREATING' : index.status,
    ...(index.status === 'CREATING' && { Backfilling: true }),
    ProvisionedThroughput: throughput(index.throughput),
    WarmThroughput: { ReadUnitsPerSecond: 12_000, WriteUnitsPerSecond: 4000, Status: 'ACTIVE' },
  };
}

function describeStream(
  scope: Scope,
  { name, stream, latestStreamLabel }: TableRecord,
): Pick<TableDescription, 'StreamSpecification' | 'LatestStreamLabel' | 'LatestStreamArn'> {
  if (latestStreamLabel === undefined) return {};
  return {
    ...(stream && {
      StreamSpecification: { StreamEnabled: true, StreamViewType: stream.viewType },
    }),
    LatestStreamLabel: latestStreamLabel,
    LatestStreamArn: itemStreamArn(scope, { tableName: name, label: latestStreamLabel }),
  };
}

function describeEncryption({ sse }: TableRecord): Pick<TableDescription, 'SSEDescription'> {
  return sse
    ? { SSEDescription: { Status: 'ENABLED', SSEType: 'KMS', KMSMasterKeyArn: sse.keyArn } }
    : {};
}

function describeRestore({ restoredFrom }: TableRecord): Pick<TableDescription, 'RestoreSummary'> {
  if (!restoredFrom) return {};
  return {
    RestoreSummary: {
      SourceBackupArn: restoredFrom.backupArn,
      SourceTableArn: restoredFrom.tableArn,
      RestoreDateTime: new Date(restoredFrom.atEpochMs),
      RestoreInProgress: false,
    },
  };
}
