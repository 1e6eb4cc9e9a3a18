import type { Engine, LogEvent, LogStreamRef } from '../engine/interface.ts';
import type { Clock, Timer } from '../platform/clock.ts';
import type { Logger } from '../platform/logger.ts';

/** More than this in memory, and functions that write logs are held back until it has been written. */
const MOST_WAITING_BYTES = 8 * 1024 * 1024;
/** Lines wait this long for company; `aws logs tail --follow` must show them within a second. */
const GATHER_MS = 20;

/** As much as the longest lines that are made later. */
const LATER_BYTES = 250;

interface WaitingEvent {
  atEpochMs: number;
  message: string | (() => string);
}

/** Collects log events off the invoke path and appends them in batches, in order per stream. */
export interface LogWriter {
  /**
   * A message may be made when it is written, which takes its making off the way of an invocation.
   * False: hold back what writes until `whenDrained` calls.
   */
  append(ref: LogStreamRef, event: WaitingEvent): boolean;
  whenDrained(resume: () => void): void;
  /** Resolves when everything appended so far is durable (or was reported as lost). */
  flush(): Promise<void>;
}

export function createLogWriter(options: {
  logs: Engine['logs'];
  clock: Clock;
  log: Logger;
}): LogWriter {
  const { logs, clock, log } = options;
  // Streams are told apart by identity: every instance holds one ref for its whole life.
  let waiting = new Map<LogStreamRef, WaitingEvent[]>();
  let timer: Timer | undefined;
  /** Of `waiting`, and of what is being written besides. */
  let unsentBytes = 0;
  let heldBytes = 0;
  let heldBack: (() => void)[] = [];
  /** The last write; each begins when the one before it has ended, which keeps every stream in order. */
  let writing: Promise<void> = Promise.resolve();

  const write = async (batch: Map<LogStreamRef, WaitingEvent[]>): Promise<void> => {
    const appends = [...batch].map(async ([ref, events]) => {
      try {
        await logs.append(ref, events.map(made));
      } catch (error) {
        log.error('Function logs were lost', {
          group: ref.group,
          stream: ref.stream,
          events: events.length,
          error,
        });
      }
    });
    await Promise.all(appends);
  };

  const written = (bytes: number): void => {
    heldBytes -= bytes;
    if (heldBytes > MOST_WAITING_BYTES) return;
    const resumes = heldBack;
    heldBack = [];
    for (const resume of resumes) resume();
  };

  const send = (): Promise<void> => {
    timer?.cancel();
    timer = undefined;
    if (waiting.size === 0) return writing;
    const batch = waiting;
    const batchBytes = unsentBytes;
    waiting = new Map();
    unsentBytes = 0;
    writing = writing.then(() => write(batch)).then(() => written(batchBytes));
    return writing;
  };

  return {
    append(ref, event) {
      const events = waiting.get(ref);
      if (events) events.push(event);
      else waiting.set(ref, [event]);
      timer ??= clock.realTimeout(GATHER_MS, () => void send());
      const bytes = typeof event.message === 'string' ? event.message.length : LATER_BYTES;
      unsentBytes += bytes;
      heldBytes += bytes;
      return heldBytes <= MOST_WAITING_BYTES;
    },
    whenDrained: (resume) => void heldBack.push(resume),
    flush: send,
  };
}

function made({ atEpochMs, message }: WaitingEvent): LogEvent {
  return { atEpochMs, message: typeof message === 'string' ? message : message() };
}
