import { operation } from '../../define-service.ts';
import { tableNameOf } from '../tables/table-name.ts';
import { exportArn } from '../transfers/describe-export.ts';
import { exports } from '../transfers/store.ts';

const PAGE_LIMIT = 25;

/** Newest first; a token is the id after which to go on. https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_ListExports.html */
export const listExports = operation('dynamodb', 'ListExports', async (input, context) => {
  const { TableArn: arn, NextToken: after, MaxResults: limit = PAGE_LIMIT } = input;
  const name = arn === undefined ? undefined : tableNameOf(context, arn);
  const all = await context.store.scan(exports);
  const found = all
    .map(({ value }) => value)
    .filter((each) => name === undefined || each.tableName === name)
    .filter((each) => after === undefined || each.id < after)
    .reverse();
  const shown = found.slice(0, limit);
  return {
    ExportSummaries: shown.map((each) => ({
      ExportArn: exportArn(context, each),
      ExportStatus: each.status,
      ExportType: 'FULL_EXPORT' as const,
    })),
    ...(found.length > limit && { NextToken: shown.at(-1)!.id }),
  };
});
