import type { StoredLogEvent } from '../../../engine/interface.ts';
import type { Context } from '../../context.ts';
import { operation } from '../../define-service.ts';
import type { InputOf, OutputOf } from '../../sdk.ts';
import { compilePattern } from '../compile-pattern.ts';
import { invalidParameter } from '../errors.ts';
import { toEventId } from '../event-id.ts';
import { PAGE_LIMIT_EVENTS } from '../limits.ts';
import { addressedGroup, expiredBefore, getGroup } from '../log-group.ts';
import type { EventPlace } from '../merged-events.ts';
import { decodeToken, encodeToken } from '../page-token.ts';
import { type Search, searchEvents } from '../search-events.ts';

type Filtered = NonNullable<OutputOf<'logs', 'FilterLogEvents'>['events']>[number];

/**
 * Always interleaved, as AWS does since 2019.
 * https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_FilterLogEvents.html
 */
export const filterLogEvents = operation('logs', 'FilterLogEvents', async (input, context) => {
  const search = await readSearch(input, context);
  const after = input.nextToken === undefined ? undefined : decodePlace(input.nextToken);
  const page = await searchEvents(context, search, { after, limit: input.limit ?? PAGE_LIMIT_EVENTS });
  return {
    events: page.events.map(toFiltered),
    searchedLogStreams: [], // always empty on AWS since 2020
    ...(page.next && { nextToken: encodePlace(page.next) }),
  };
});

async function readSearch(input: InputOf<'logs', 'FilterLogEvents'>, context: Context): Promise<Search> {
  const group = addressedGroup(input, context);
  if (input.logStreamNames && input.logStreamNamePrefix !== undefined) {
    throw invalidParameter('Cannot specify both logStreamNames and logStreamNamePrefix.');
  }
  const pattern = compilePattern(input.filterPattern);
  const row = await getGroup(context, group);
  return {
    group,
    names: input.logStreamNames,
    prefix: input.logStreamNamePrefix ?? '',
    fromEpochMs: Math.max(input.startTime ?? 0, expiredBefore(row, context.clock.now())),
    toEpochMs: (input.endTime ?? Number.MAX_SAFE_INTEGER - 1) + 1,
    pattern,
  };
}

export function toFiltered(event: StoredLogEvent): Filtered {
  return {
    logStreamName: event.stream,
    timestamp: event.atEpochMs,
    message: event.message,
    ingestionTime: event.ingestedAtEpochMs,
    eventId: toEventId(event),
  };
}

function encodePlace(place: EventPlace): string {
  return encodeToken('filter', [place.atEpochMs, place.ingestedAtEpochMs, place.stream, place.position]);
}

function decodePlace(token: string): EventPlace {
  const [atEpochMs, ingestedAtEpochMs, stream, position] = decodeToken('filter', token, [
    'number',
    'number',
    'string',
    'string',
  ]);
  return { atEpochMs, ingestedAtEpochMs, stream, position };
}
