import { operation } from '../../define-service.ts';
import { itemStreamArn, itemStreams, parseItemStreamArn } from '../../item-streams.ts';
import { LIST_LIMIT } from '../limits.ts';
import { streamNotFound } from '../stream.ts';

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_streams_ListStreams.html */
export const listStreams = operation('dynamodbstreams', 'ListStreams', async (input, context) => {
  const limit = input.Limit ?? LIST_LIMIT;
  const after = input.ExclusiveStartStreamArn;
  const start = after === undefined ? undefined : parseItemStreamArn(after);
  if (after !== undefined && !start) throw streamNotFound(after);
  // A table may be given by its ARN as well.
  const table = input.TableName?.replace(/^arn:.*:table\//, '');
  const all = await context.store.scan(itemStreams, {
    ...(table !== undefined && { prefix: [table] }),
    ...(start && { after: [start.tableName, start.label] }),
    ...(table === undefined && { limit: limit + 1 }),
  });
  const found = all.filter(({ value }) => table === undefined || value.tableName === table);
  const shown = found.slice(0, limit).map(({ value }) => ({
    StreamArn: itemStreamArn(context, value),
    TableName: value.tableName,
    StreamLabel: value.label,
  }));
  return {
    Streams: shown,
    ...(found.length > limit && { LastEvaluatedStreamArn: shown.at(-1)!.StreamArn }),
  };
});
