import { operation } from '../../define-service.ts';
import { tableNameOf } from '../tables/table-name.ts';
import { exportArn } from '../transfers/describe-export.ts';
import { newestFirst } from '../transfers/newest-first.ts';
import { exports } from '../transfers/store.ts';

const PAGE_LIMIT = 25;

/** Newest first; a token is the id after which to go on. https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_ListExports.html */
export const listExports = operation('dynamodb', 'ListExports', async (input, context) => {
  const { TableArn: arn, NextToken: after, MaxResults: limit = PAGE_LIMIT } = input;
  const tableName = arn === undefined ? undefined : tableNameOf(context, arn);
  const all = await context.store.scan(exports);
  const { shown, next } = newestFirst(all, { tableName, after, limit });
  return {
    ExportSummaries: shown.map((each) => ({
      ExportArn: exportArn(context, each),
      ExportStatus: each.status,
      ExportType: 'FULL_EXPORT' as const,
    })),
    ...(next !== undefined && { NextToken: next }),
  };
});
