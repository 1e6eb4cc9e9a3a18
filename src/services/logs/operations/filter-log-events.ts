import type { StoredLogEvent } from '../../../engine/interface.ts';
import type { Context } from '../../context.ts';
import { operation } from '../../define-service.ts';
import type { InputOf, OutputOf } from '../../sdk.ts';
import { compilePattern } from '../compile-pattern.ts';
import { invalidParameter } from '../errors.ts';
import { toEventId } from '../event-id.ts';
import { type FollowPage, isTailCommand } from '../followers.ts';
import { PAGE_LIMIT_EVENTS } from '../limits.ts';
import { addressedGroup, expiredBefore, getGroup } from '../log-group.ts';
import type { EventPlace } from '../merged-events.ts';
import { decodeToken, encodeToken, isToken } from '../page-token.ts';
import { type Search, searchEvents, type SearchPage } from '../search-events.ts';
import type { LogsState } from '../state.ts';

type Filtered = NonNullable<OutputOf<'logs', 'FilterLogEvents'>['events']>[number];

/**
 * Always interleaved, as AWS does since 2019.
 * https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_FilterLogEvents.html
 */
export const filterLogEvents = operation('logs', 'FilterLogEvents', async (input, context) => {
  const search = await readSearch(input, context);
  if (isTailCommand(context)) return followable(input, context, search);
  const after = input.nextToken === undefined ? undefined : decodePlace(input.nextToken);
  const page = await searchEvents(context, search, {
    after,
    limit: input.limit ?? PAGE_LIMIT_EVENTS,
  });
  return toOutput(page.events, page.next && encodePlace(page.next));
});

type Output = OutputOf<'logs', 'FilterLogEvents'>;

/** What `aws logs tail` asks, with or without `--follow`; see `followers.ts`. */
async function followable(
  input: InputOf<'logs', 'FilterLogEvents'>,
  context: Context,
  search: Search,
): Promise<Output> {
  const { followers } = context.state<LogsState>('logs');
  const { startTime, nextToken } = input;
  const limit = input.limit ?? PAGE_LIMIT_EVENTS;
  let page: FollowPage | SearchPage;
  if (isToken('follow', nextToken)) {
    const [sessionId, sequence, newestEpochMs] = decodeToken('follow', nextToken, [
      'string',
      'number',
      'number',
    ]);
    page = await followers.more(context, search, { sessionId, sequence, newestEpochMs });
  } else if (nextToken === undefined && followers.isFollowing(context, search, startTime)) {
    page = await followers.begin(context, search);
  } else {
    const after = nextToken === undefined ? undefined : decodePlace(nextToken);
    page = await searchEvents(context, search, { after, limit });
  }
  if ('sessionId' in page) {
    return toOutput(
      page.events,
      encodeToken('follow', [page.sessionId, page.sequence, page.newestEpochMs]),
    );
  }
  if (!page.next) followers.ended(context, search, startTime, page.events);
  return toOutput(page.events, page.next && encodePlace(page.next));
}

function toOutput(events: readonly StoredLogEvent[], nextToken: string | undefined): Output {
  return {
    events: events.map(toFiltered),
    searchedLogStreams: [], // always empty on AWS since 2020
    ...(nextToken !== undefined && { nextToken }),
  };
}

async function readSearch(
  input: InputOf<'logs', 'FilterLogEvents'>,
  context: Context,
): Promise<Search> {
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
    source: input.filterPattern ?? '',
  };
}

function toFiltered(event: StoredLogEvent): Filtered {
  return {
    logStreamName: event.stream,
    timestamp: event.atEpochMs,
    message: event.message,
    ingestionTime: event.ingestedAtEpochMs,
    eventId: toEventId(event),
  };
}

function encodePlace(place: EventPlace): string {
  return encodeToken('filter', [
    place.atEpochMs,
    place.ingestedAtEpochMs,
    place.stream,
    place.position,
  ]);
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
