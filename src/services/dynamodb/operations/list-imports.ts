import { operation } from '../../define-service.ts';
import { tableNameOf } from '../tables/table-name.ts';
import { tableArn } from '../tables/table.ts';
import { importArn } from '../transfers/describe-import.ts';
import { newestFirst } from '../transfers/newest-first.ts';
import { imports } from '../transfers/store.ts';

const PAGE_LIMIT = 25;

/** As AWS's model wants it: hexadecimal, of 112 digits at least. */
const TOKEN_BYTES = 56;

/** Newest first; a token is the id after which to go on. https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_ListImports.html */
export const listImports = operation('dynamodb', 'ListImports', async (input, context) => {
  const { TableArn: arn, NextToken: token, PageSize: limit = PAGE_LIMIT } = input;
  const tableName = arn === undefined ? undefined : tableNameOf(context, arn);
  const after = token === undefined ? undefined : fromToken(token);
  const all = await context.store.scan(imports);
  const { shown, next } = newestFirst(all, { tableName, after, limit });
  return {
    ImportSummaryList: shown.map((each) => ({
      ImportArn: importArn(context, each),
      ImportStatus: each.status,
      TableArn: tableArn(context, each.tableName),
      S3BucketSource: each.input.S3BucketSource,
      InputFormat: each.input.InputFormat,
      StartTime: new Date(each.startedAtEpochMs),
      ...(each.endedAtEpochMs !== undefined && { EndTime: new Date(each.endedAtEpochMs) }),
    })),
    ...(next !== undefined && { NextToken: toToken(next) }),
  };
});

function toToken(id: string): string {
  return Buffer.from(id.padEnd(TOKEN_BYTES)).toString('hex');
}

function fromToken(token: string): string {
  return Buffer.from(token, 'hex').toString().trimEnd();
}
