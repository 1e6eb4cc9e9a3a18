import type { StoredLogEvent } from '../../engine/interface.ts';
import type { Timer } from '../../platform/clock.ts';
import type { Context, ServiceHost } from '../context.ts';
import { Arrivals, LATE_MS } from './arrivals.ts';
import { PAGE_LIMIT_EVENTS } from './limits.ts';
import { type Search, type SearchPage, searchEvents } from './search-events.ts';

/**
 * `aws logs tail --follow` asks FilterLogEvents for the newest events and then sleeps five seconds,
 * so a new line would be shown up to five seconds late. It goes on at once, however, as long as an
 * answer has a token. Brume recognises the second poll of such a client and from then on holds its
 * requests until there is something to show. Other clients, and `aws logs tail` without `--follow`,
 * never get such a token: it would keep them from ending.
 */
const TAIL_COMMAND = /\bcommand[/#]logs\.tail\b/;

/** The client's sleep, and what it may take beside it. */
const SHORTEST_PAUSE_MS = 4_500;
const LONGEST_PAUSE_MS = 15_000;
/** Below every usual read timeout. */
const HOLD_MS = 20_000;
/** A session whose client does not come back is closed. */
const IDLE_MS = 60_000;
const MAX_POLLS = 1000;
const MAX_SESSIONS = 200;

/** How a client's last series of pages ended. */
interface Poll {
  startTime: number | undefined;
  /** Of the last event it got. */
  newestEpochMs: number | undefined;
  endedAtMs: number;
}

interface Session {
  id: string;
  arrivals: Arrivals;
  idle: Timer | undefined;
  last: FollowPage;
}

export interface FollowPage {
  events: StoredLogEvent[];
  sessionId: string;
  /** Which answer of the session this is. */
  sequence: number;
  /** Of all events given in this session, for a session that has to begin again after a restart. */
  newestEpochMs: number;
}

/** What the token of a session carries. */
export type FollowPlace = Omit<FollowPage, 'events'>;

export function isTailCommand(context: Context): boolean {
  return TAIL_COMMAND.test(context.userAgent ?? '');
}

export class Followers {
  readonly #host: ServiceHost;
  readonly #polls = new Map<string, Poll>();
  readonly #sessions = new Map<string, Session>();

  constructor(host: ServiceHost) {
    this.#host = host;
  }

  /** Remembers how a series of pages ended, to recognise the next. */
  ended(
    context: Context,
    search: Search,
    startTime: number | undefined,
    events: readonly StoredLogEvent[],
  ): void {
    const key = keyOf(context, search);
    this.#polls.delete(key);
    const newestEpochMs = events.at(-1)?.atEpochMs;
    this.#polls.set(key, { startTime, newestEpochMs, endedAtMs: this.#host.clock.monotonicMs() });
    if (this.#polls.size > MAX_POLLS) this.#polls.delete(this.#polls.keys().next().value as string);
  }

  /** Whether this first page is asked for by a client that slept after its last series of pages. */
  isFollowing(context: Context, search: Search, startTime: number | undefined): boolean {
    const poll = this.#polls.get(keyOf(context, search));
    if (!poll) return false;
    const pauseMs = this.#host.clock.monotonicMs() - poll.endedAtMs;
    if (pauseMs < SHORTEST_PAUSE_MS || pauseMs > LONGEST_PAUSE_MS) return false;
    if (poll.newestEpochMs !== undefined) return startTime === poll.newestEpochMs;
    // Two runs of the command share a start only if it was given as a date, which has whole seconds.
    return startTime !== undefined && startTime === poll.startTime && startTime % 1000 !== 0;
  }

  /** Opens a session and answers what is there; when that is nothing new, what comes. */
  async begin(context: Context, search: Search): Promise<FollowPage | SearchPage> {
    if (this.#sessions.size >= MAX_SESSIONS) {
      return searchEvents(context, search, { after: undefined, limit: PAGE_LIMIT_EVENTS });
    }
    const session = this.#open(context, search);
    const page = await searchEvents(context, search, {
      after: undefined,
      limit: PAGE_LIMIT_EVENTS,
    });
    session.arrivals.markGiven(search.group, page.events);
    if (page.next) {
      this.#close(session);
      return page;
    }
    // What has the start's own time was shown before; the client drops it by its id.
    const hasNews = page.events.some((event) => event.atEpochMs > search.fromEpochMs);
    if (!hasNews) page.events.push(...(await this.#hold(context, search, session)));
    return this.#answer(session, page.events);
  }

  /** The next page of a session; a new session, from where it was, when a restart has forgotten it. */
  async more(
    context: Context,
    search: Search,
    place: FollowPlace,
  ): Promise<FollowPage | SearchPage> {
    const session = this.#sessions.get(place.sessionId);
    if (!session) return this.begin(context, { ...search, fromEpochMs: place.newestEpochMs });
    // The last answer did not reach the client, which asks again.
    if (place.sequence < session.last.sequence) return session.last;
    session.idle?.cancel();
    const events = await this.#hold(context, search, session);
    // A client that has gone comes back with the same token.
    return context.signal.aborted ? session.last : this.#answer(session, events);
  }

  close(): void {
    for (const session of this.#sessions.values()) this.#close(session);
    this.#polls.clear();
  }

  #open(context: Context, search: Search): Session {
    const { group, names, prefix } = search;
    const wants = (inGroup: string, stream: string): boolean =>
      inGroup === group && (names ? names.includes(stream) : stream.startsWith(prefix));
    const arrivals = new Arrivals(context, { wants, sinceEpochMs: context.clock.now() - LATE_MS });
    const id = context.ids.uuid();
    const last = { events: [], sessionId: id, sequence: 0, newestEpochMs: search.fromEpochMs };
    const session: Session = { id, arrivals, idle: undefined, last };
    this.#sessions.set(id, session);
    return session;
  }

  /** Waits for the first matching events; none when the time is up. */
  async #hold(context: Context, search: Search, session: Session): Promise<StoredLogEvent[]> {
    let isOver = false;
    const end = Promise.withResolvers<void>();
    const finish = (): void => {
      isOver = true;
      end.resolve();
    };
    const timer = this.#host.clock.realTimeout(HOLD_MS, finish);
    context.signal.addEventListener('abort', finish, { once: true });
    if (context.signal.aborted) finish();
    try {
      for (;;) {
        const arrived = await session.arrivals.take(PAGE_LIMIT_EVENTS);
        if (context.signal.aborted) {
          session.arrivals.giveBack(arrived);
          return [];
        }
        const found = arrived.filter(
          (event) => event.atEpochMs >= search.fromEpochMs && search.pattern.matches(event.message),
        );
        if (found.length > 0 || isOver || !this.#sessions.has(session.id)) return found;
        await Promise.race([session.arrivals.next(), end.promise]);
      }
    } finally {
      timer.cancel();
      context.signal.removeEventListener('abort', finish);
    }
  }

  #answer(session: Session, events: StoredLogEvent[]): FollowPage {
    session.idle = this.#host.clock.realTimeout(IDLE_MS, () => this.#close(session));
    const { sequence, newestEpochMs } = session.last;
    session.last = {
      events,
      sessionId: session.id,
      sequence: sequence + 1,
      newestEpochMs: events.reduce(
        (newest, event) => Math.max(newest, event.atEpochMs),
        newestEpochMs,
      ),
    };
    return session.last;
  }

  #close(session: Session): void {
    session.idle?.cancel();
    this.#sessions.delete(session.id);
    session.arrivals.close();
  }
}

/** The same client asking for the same thing. */
function keyOf(context: Context, { group, names, prefix, source }: Search): string {
  return JSON.stringify([context.store.scope, context.caller.arn, group, names, prefix, source]);
}
