import type { _Record } from '@aws-sdk/client-dynamodb-streams';
import type { Context } from '../../context.ts';
import { operation } from '../../define-service.ts';
import {
  formatSequenceNumber,
  type ItemStream,
  type ItemStreamRecord,
  itemStreamRecords,
} from '../../item-streams.ts';
import type { Entry } from '../../store.ts';
import { PAGE_LIMIT_BYTES, PAGE_LIMIT_RECORDS, RETENTION_MS } from '../limits.ts';
import { decodeIterator, encodeIterator } from '../shard-iterator.ts';
import { existingStream } from '../stream.ts';

/** Rows in one read; records may hold two images of 400 KB. */
const READ_ROWS = 50;

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_streams_GetRecords.html */
export const getRecords = operation('dynamodbstreams', 'GetRecords', async (input, context) => {
  const now = context.clock.now();
  const iterator = decodeIterator(input.ShardIterator!, now);
  const stream = await existingStream(context, iterator.stream);
  const limit = input.Limit ?? PAGE_LIMIT_RECORDS;
  const page = await read(context, stream, iterator.after, limit);
  const isOver = page.isAtEnd && stream.closedAtEpochMs !== undefined;
  return {
    Records: page.entries.map((each) => toRecord(context, stream, each)),
    ...(!isOver && {
      NextShardIterator: encodeIterator({
        stream: iterator.stream,
        after: page.after,
        madeAtEpochMs: now,
      }),
    }),
  };
});

async function read(
  context: Context,
  stream: ItemStream,
  start: number,
  limit: number,
): Promise<{ entries: Entry<ItemStreamRecord>[]; after: number; isAtEnd: boolean }> {
  const oldest = context.clock.now() - RETENTION_MS;
  const entries: Entry<ItemStreamRecord>[] = [];
  let after = start;
  let sizeBytes = 0;
  for (;;) {
    const rows = await context.store.scan(itemStreamRecords, {
      prefix: [stream.id],
      after: [stream.id, after],
      limit: READ_ROWS,
    });
    for (const row of rows) {
      if (row.key[0] !== stream.id) return { entries, after, isAtEnd: true };
      const isKept = row.value.atEpochMs > oldest;
      const isFull =
        entries.length >= limit ||
        (entries.length > 0 && sizeBytes + row.value.sizeBytes > PAGE_LIMIT_BYTES);
      if (isKept && isFull) return { entries, after, isAtEnd: false };
      after = row.key[1] as number;
      if (!isKept) continue;
      entries.push(row);
      sizeBytes += row.value.sizeBytes;
    }
    if (rows.length < READ_ROWS) return { entries, after, isAtEnd: true };
  }
}

function toRecord(
  { region }: Context,
  stream: ItemStream,
  { key, value }: Entry<ItemStreamRecord>,
): _Record {
  return {
    eventID: value.eventId,
    eventName: value.eventName,
    eventVersion: '1.1',
    eventSource: 'aws:dynamodb',
    awsRegion: region,
    dynamodb: {
      // AWS's time has no fractions of a second.
      ApproximateCreationDateTime: new Date(Math.floor(value.atEpochMs / 1000) * 1000),
      Keys: value.keys,
      ...(value.newImage && { NewImage: value.newImage }),
      ...(value.oldImage && { OldImage: value.oldImage }),
      SequenceNumber: formatSequenceNumber(key[1] as number),
      SizeBytes: value.sizeBytes,
      StreamViewType: stream.viewType,
    },
    ...(value.isExpiry && {
      userIdentity: { PrincipalId: 'dynamodb.amazonaws.com', Type: 'Service' },
    }),
  };
}
