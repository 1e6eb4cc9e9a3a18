import type { Context } from '../../context.ts';
import { operation } from '../../define-service.ts';
import type { OutputOf } from '../../sdk.ts';
import { invalidParameter } from '../errors.ts';
import { DESCRIBE_LIMIT } from '../limits.ts';
import {
  listStreamsByName,
  listStreamsByTime,
  type StreamPage,
  type StreamWithTimes,
} from '../list-streams.ts';
import { addressedGroup, expiredBefore, getGroup, streamArn } from '../log-group.ts';

type Description = NonNullable<OutputOf<'logs', 'DescribeLogStreams'>['logStreams']>[number];

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DescribeLogStreams.html */
export const describeLogStreams = operation(
  'logs',
  'DescribeLogStreams',
  async (input, context) => {
    const name = addressedGroup(input, context);
    const byTime = input.orderBy === 'LastEventTime';
    if (byTime && input.logStreamNamePrefix !== undefined) {
      throw invalidParameter('Cannot order by LastEventTime with a logStreamNamePrefix.');
    }
    const group = await getGroup(context, name);
    const list = byTime ? listStreamsByTime : listStreamsByName;
    const page: StreamPage = await list(context, {
      group: name,
      fromEpochMs: expiredBefore(group, context.clock.now()),
      prefix: input.logStreamNamePrefix ?? '',
      descending: input.descending ?? false,
      limit: input.limit ?? DESCRIBE_LIMIT,
      token: input.nextToken,
    });
    return {
      logStreams: page.streams.map((each) => describe(context, name, each)),
      ...(page.nextToken !== undefined && { nextToken: page.nextToken }),
    };
  },
);

function describe(
  context: Context,
  group: string,
  { stream, times }: StreamWithTimes,
): Description {
  return {
    logStreamName: stream.name,
    creationTime: stream.createdAtEpochMs,
    ...(times.firstEventEpochMs !== undefined && { firstEventTimestamp: times.firstEventEpochMs }),
    ...(times.lastEventEpochMs !== undefined && { lastEventTimestamp: times.lastEventEpochMs }),
    ...(times.lastIngestionEpochMs !== undefined && {
      lastIngestionTime: times.lastIngestionEpochMs,
    }),
    // Ignored by PutLogEvents, but AWS still answers one for a stream that has events.
    ...(times.lastEventEpochMs !== undefined && {
      uploadSequenceToken: context.ids.pick('0123456789', 56),
    }),
    arn: streamArn(context, group, stream.name),
    storedBytes: 0, // always, on AWS too, since 2019
  };
}
