import type { ExportDescription } from '@aws-sdk/client-dynamodb';
import type { Context } from '../../context.ts';
import { tableArn } from '../tables/table.ts';
import type { Export } from './store.ts';

type Scope = Pick<Context, 'account' | 'region'>;

export function exportArn(scope: Scope, { tableName, id }: Export): string {
  return `${tableArn(scope, tableName)}/export/${id}`;
}

/** @returns undefined when the text is no ARN of an export */
export function exportIdOf(arn: string): string | undefined {
  return /^arn:[^:]+:dynamodb:[^:]+:\d+:table\/[^/]+\/export\/([^/]+)$/.exec(arn)?.[1];
}

/** Where an export's files are, without a slash at the end. */
export function exportFolder({ prefix, id }: Pick<Export, 'prefix' | 'id'>): string {
  return `${prefix === undefined || prefix === '' ? '' : `${prefix.replace(/\/$/, '')}/`}AWSDynamoDB/${id}`;
}

export function describeExport(scope: Scope, record: Export): ExportDescription {
  const { status, failure, endedAtEpochMs: ended } = record;
  const isWhole = status === 'COMPLETED';
  return {
    ExportArn: exportArn(scope, record),
    ExportStatus: status,
    StartTime: new Date(record.startedAtEpochMs),
    ...(ended !== undefined && { EndTime: new Date(ended) }),
    ...(isWhole && { ExportManifest: `${exportFolder(record)}/manifest-summary.json` }),
    TableArn: tableArn(scope, record.tableName),
    TableId: record.tableId,
    ExportTime: new Date(record.startedAtEpochMs),
    ClientToken: record.token,
    S3Bucket: record.bucket,
    ...(record.bucketOwner !== undefined && { S3BucketOwner: record.bucketOwner }),
    ...(record.prefix !== undefined && { S3Prefix: record.prefix }),
    S3SseAlgorithm: record.sseAlgorithm ?? 'AES256',
    ...(record.sseKeyId !== undefined && { S3SseKmsKeyId: record.sseKeyId }),
    ...(failure && { FailureCode: failure.code, FailureMessage: failure.message }),
    ExportFormat: 'DYNAMODB_JSON',
    ...(isWhole && { BilledSizeBytes: record.sizeBytes, ItemCount: record.itemCount }),
    ExportType: 'FULL_EXPORT',
  };
}
