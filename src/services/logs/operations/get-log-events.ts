import type { LogStore, StoredLogEvent } from '../../../engine/interface.ts';
import { operation } from '../../define-service.ts';
import { invalidToken, streamNotFound } from '../errors.ts';
import { PAGE_LIMIT_EVENTS } from '../limits.ts';
import { addressedGroup, expiredBefore, getGroup } from '../log-group.ts';
import { streams } from '../store.ts';
import { readStreamPage } from '../stream-page.ts';

/** Where a token points: after (`f`) or before (`b`) the event at this position. */
interface Position {
  direction: 'f' | 'b';
  position: string;
}

/** Sort before and after the position of every event. */
const BEGINNING = '';
const END = '~';

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_GetLogEvents.html */
export const getLogEvents = operation('logs', 'GetLogEvents', async (input, context) => {
  const group = addressedGroup(input, context);
  const stream = input.logStreamName as string;
  const expired = expiredBefore(await getGroup(context, group), context.clock.now());
  if (!(await context.store.get(streams, [group, stream]))) throw streamNotFound();
  const token = input.nextToken === undefined ? undefined : parseToken(input.nextToken);
  const forward = token ? token.direction === 'f' : (input.startFromHead ?? false);
  const options: Parameters<LogStore['read']>[1] = {
    fromEpochMs: Math.max(input.startTime ?? 0, expired),
    ...(input.endTime !== undefined && { toEpochMs: input.endTime }),
    ...(token && (forward ? { after: token.position } : { before: token.position })),
    reverse: !forward,
    limit: input.limit ?? PAGE_LIMIT_EVENTS,
  };
  const ref = { scope: context.store.scope, group, stream };
  const isBeforeAll = token?.direction === 'b' && token.position === BEGINNING;
  const page = isBeforeAll ? [] : await readStreamPage(context.engine.logs, ref, options);
  const events = forward ? page : page.toReversed();
  return {
    events: events.map((event) => ({
      timestamp: event.atEpochMs,
      message: event.message,
      ingestionTime: event.ingestedAtEpochMs,
    })),
    ...nextTokens(events, token),
  };
});

/** At either end the token that was passed comes back, which tells the client to stop; the other leads back over all. */
function nextTokens(
  events: readonly StoredLogEvent[],
  token: Position | undefined,
): { nextForwardToken: string; nextBackwardToken: string } {
  const forward = token?.direction === 'f' ? token.position : BEGINNING;
  const backward = token?.direction === 'b' ? token.position : token ? END : BEGINNING;
  return {
    nextForwardToken: formatToken({ direction: 'f', position: events.at(-1)?.position ?? forward }),
    nextBackwardToken: formatToken({ direction: 'b', position: events[0]?.position ?? backward }),
  };
}

function formatToken({ direction, position }: Position): string {
  return `${direction}/${Buffer.from(position).toString('base64url') || '0'}/s`;
}

function parseToken(token: string): Position {
  const match = /^([fb])\/([\w-]+)\/s$/.exec(token);
  if (!match) throw invalidToken();
  const [, direction, encoded] = match as unknown as [string, 'f' | 'b', string];
  return {
    direction,
    position: encoded === '0' ? BEGINNING : Buffer.from(encoded, 'base64url').toString('utf8'),
  };
}
