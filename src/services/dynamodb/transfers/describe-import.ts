import type { ImportTableDescription } from '@aws-sdk/client-dynamodb';
import type { Context } from '../../context.ts';
import { tableArn } from '../tables/table.ts';
import type { Import } from './store.ts';

type Scope = Pick<Context, 'account' | 'region'>;

export function importArn(scope: Scope, { tableName, id }: Import): string {
  return `${tableArn(scope, tableName)}/import/${id}`;
}

/** @returns undefined when the text is no ARN of an import */
export function importIdOf(arn: string): string | undefined {
  return /^arn:[^:]+:dynamodb:[^:]+:\d+:table\/[^/]+\/import\/([^/]+)$/.exec(arn)?.[1];
}

export function describeImport(scope: Scope, record: Import): ImportTableDescription {
  const { input, failure, endedAtEpochMs: ended } = record;
  return {
    ImportArn: importArn(scope, record),
    ImportStatus: record.status,
    TableArn: tableArn(scope, record.tableName),
    TableId: record.tableId,
    ClientToken: record.token,
    S3BucketSource: input.S3BucketSource,
    ErrorCount: record.errorCount,
    InputFormat: input.InputFormat,
    ...(input.InputFormatOptions && { InputFormatOptions: input.InputFormatOptions }),
    InputCompressionType: input.InputCompressionType ?? 'NONE',
    TableCreationParameters: input.TableCreationParameters,
    StartTime: new Date(record.startedAtEpochMs),
    ...(ended !== undefined && { EndTime: new Date(ended) }),
    ProcessedSizeBytes: record.sizeBytes,
    ProcessedItemCount: record.itemCount,
    ImportedItemCount: record.importedCount,
    ...(failure && { FailureCode: failure.code, FailureMessage: failure.message }),
  };
}
