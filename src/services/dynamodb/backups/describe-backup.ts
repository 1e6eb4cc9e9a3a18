import type { BackupDescription, BackupDetails } from '@aws-sdk/client-dynamodb';
import type { Context } from '../../context.ts';
import type { Backup } from '../store.ts';
import { describeTable, keySchema } from '../tables/describe.ts';
import { tableArn } from '../tables/table.ts';

type Scope = Pick<Context, 'account' | 'region'>;

export function backupArn(scope: Scope, { table, id }: Pick<Backup, 'table' | 'id'>): string {
  return `${tableArn(scope, table.name)}/backup/${id}`;
}

/** @returns undefined when the text is no ARN of a backup */
export function backupIdOf(arn: string): string | undefined {
  return /^arn:[^:]+:dynamodb:[^:]+:\d+:table\/[^/]+\/backup\/([^/]+)$/.exec(arn)?.[1];
}

export function backupDetails(
  scope: Scope,
  backup: Backup,
  status: BackupDetails['BackupStatus'] = backup.status,
): BackupDetails {
  return {
    BackupArn: backupArn(scope, backup),
    BackupName: backup.name,
    BackupSizeBytes: backup.sizeBytes,
    BackupStatus: status,
    BackupType: 'USER',
    BackupCreationDateTime: new Date(backup.createdAtEpochMs),
  };
}

export function describeBackup(
  scope: Scope,
  backup: Backup,
  status?: BackupDetails['BackupStatus'],
): BackupDescription {
  const { table } = backup;
  const shown = describeTable(scope, table);
  return {
    BackupDetails: backupDetails(scope, backup, status),
    SourceTableDetails: {
      TableName: table.name,
      TableId: table.id,
      TableArn: tableArn(scope, table.name),
      TableSizeBytes: backup.sizeBytes,
      ItemCount: backup.itemCount,
      KeySchema: keySchema(table.keys),
      TableCreationDateTime: new Date(table.createdAtEpochMs),
      ProvisionedThroughput: {
        ReadCapacityUnits: table.billing.throughput?.read ?? 0,
        WriteCapacityUnits: table.billing.throughput?.write ?? 0,
      },
      BillingMode: table.billing.mode,
    },
    SourceTableFeatureDetails: {
      ...(shown.LocalSecondaryIndexes && { LocalSecondaryIndexes: shown.LocalSecondaryIndexes }),
      ...(shown.GlobalSecondaryIndexes && {
        GlobalSecondaryIndexes: shown.GlobalSecondaryIndexes.map((each) => ({
          IndexName: each.IndexName,
          KeySchema: each.KeySchema,
          Projection: each.Projection,
          ProvisionedThroughput: {
            ReadCapacityUnits: each.ProvisionedThroughput?.ReadCapacityUnits ?? 0,
            WriteCapacityUnits: each.ProvisionedThroughput?.WriteCapacityUnits ?? 0,
          },
        })),
      }),
      ...(table.ttl && {
        TimeToLiveDescription: {
          TimeToLiveStatus: 'ENABLED',
          AttributeName: table.ttl.attribute,
        },
      }),
    },
  };
}
