/** DynamoDB streams as event sources. https://docs.aws.amazon.com/lambda/latest/dg/with-ddb.html */
import type { _Record as StreamRecord } from '@aws-sdk/client-dynamodb-streams';
import type { Context } from '../../context.ts';
import {
  formatSequenceNumber,
  itemStreamRecords,
  itemStreams,
  parseItemStreamArn,
} from '../../item-streams.ts';
import { invalidParameter } from '../errors.ts';

/** @throws AwsError InvalidParameterValueException when there is no such stream in this account and region */
export async function assertStream(context: Context, arn: string): Promise<void> {
  if (await findStream(context, arn)) return;
  throw invalidParameter(`Stream not found: ${arn}`);
}

async function findStream(
  context: Context,
  arn: string,
): Promise<{ id: string; trimmedTo: number } | undefined> {
  const named = parseItemStreamArn(arn);
  const [, , , region, account] = arn.split(':');
  if (!named || region !== context.region || account !== context.account) return undefined;
  return context.store.get(itemStreams, [named.tableName, named.label]);
}

/** The newest record now: what a mapping that begins with LATEST has behind it, also after a crash. */
export async function latestSequenceNumber(context: Context, arn: string): Promise<string> {
  const stream = await findStream(context, arn);
  if (!stream) throw invalidParameter(`Stream not found: ${arn}`);
  const [last] = await context.store.scan(itemStreamRecords, {
    prefix: [stream.id],
    reverse: true,
    limit: 1,
  });
  return formatSequenceNumber(Number(last?.key[1] ?? stream.trimmedTo));
}

/** @param after undefined: from the oldest that is kept */
export async function readStream(
  context: Context,
  arn: string,
  after: string | undefined,
  limit: number,
): Promise<StreamRecord[]> {
  const { StreamDescription: stream } = await context.call('dynamodbstreams', 'DescribeStream', {
    StreamArn: arn,
  });
  const { ShardIterator } = await context.call('dynamodbstreams', 'GetShardIterator', {
    StreamArn: arn,
    ShardId: stream?.Shards?.[0]?.ShardId,
    ...(after === undefined
      ? { ShardIteratorType: 'TRIM_HORIZON' }
      : { ShardIteratorType: 'AFTER_SEQUENCE_NUMBER', SequenceNumber: after }),
  });
  const { Records = [] } = await context.call('dynamodbstreams', 'GetRecords', {
    ShardIterator,
    Limit: Math.min(limit, 1000),
  });
  return Records;
}

/** A record as functions get it; attribute values keep DynamoDB's own form. */
export interface EventRecord {
  sequenceNumber: string;
  createdEpochMs: number;
  body: object;
}

export function toEventRecord(record: StreamRecord, arn: string): EventRecord {
  const { dynamodb = {}, userIdentity, ...rest } = record;
  const createdEpochMs = dynamodb.ApproximateCreationDateTime?.getTime() ?? 0;
  return {
    sequenceNumber: dynamodb.SequenceNumber ?? '',
    createdEpochMs,
    body: {
      ...rest,
      dynamodb: { ...dynamodb, ApproximateCreationDateTime: createdEpochMs / 1000 },
      eventSourceARN: arn,
      ...(userIdentity && {
        userIdentity: { type: userIdentity.Type, principalId: userIdentity.PrincipalId },
      }),
    },
  };
}
