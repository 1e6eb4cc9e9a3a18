import { invalidParameter } from './errors.ts';
import { eventSizeBytes } from './event-size.ts';
import {
  BATCH_LIMIT_BYTES,
  BATCH_SPAN_LIMIT_MS,
  DAY_MS,
  EVENT_LIMIT_BYTES,
  NEWEST_EVENT_MS,
  OLDEST_EVENT_MS,
} from './limits.ts';

/**
 * The rules of a PutLogEvents batch.
 * https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutLogEvents.html
 */

export interface BatchEvent {
  timestamp: number;
  message: string;
}

/** Indexes into the batch, as in `rejectedLogEventsInfo`. */
export interface Rejected {
  /** The first event that is too new; inclusive. */
  tooNewLogEventStartIndex?: number;
  /** After the last event that is too old. */
  tooOldLogEventEndIndex?: number;
  /** After the last event that the group's retention has already expired. */
  expiredLogEventEndIndex?: number;
}

/**
 * Splits a batch into what is stored and what is rejected with a successful answer.
 * @throws InvalidParameterException when the whole batch is wrong
 */
export function checkBatch<T extends BatchEvent>(
  batch: readonly T[],
  options: { nowEpochMs: number; retentionDays: number | undefined },
): { accepted: T[]; rejected: Rejected | undefined } {
  checkSizes(batch);
  if (
    batch.some((event, index) => index > 0 && event.timestamp < (batch[index - 1] as T).timestamp)
  ) {
    throw invalidParameter(
      'Log events in a single PutLogEvents request must be in chronological order.',
    );
  }
  const { nowEpochMs, retentionDays } = options;
  const tooOld = countBefore(batch, nowEpochMs - OLDEST_EVENT_MS);
  const expired =
    retentionDays === undefined ? 0 : countBefore(batch, nowEpochMs - retentionDays * DAY_MS);
  const tooNew = countBefore(batch, nowEpochMs + NEWEST_EVENT_MS + 1);
  const accepted = batch.slice(Math.max(tooOld, expired), tooNew);
  const [first, last] = [accepted[0], accepted.at(-1)];
  if (first && last && last.timestamp - first.timestamp > BATCH_SPAN_LIMIT_MS) {
    throw invalidParameter(
      'The batch of log events in a single PutLogEvents request cannot span more than 24 hours.',
    );
  }
  if (accepted.length === batch.length) return { accepted, rejected: undefined };
  const rejected: Rejected = {
    ...(tooNew < batch.length && { tooNewLogEventStartIndex: tooNew }),
    ...(tooOld > 0 && { tooOldLogEventEndIndex: tooOld }),
    ...(expired > tooOld && { expiredLogEventEndIndex: expired }),
  };
  return { accepted, rejected };
}

function checkSizes(batch: readonly BatchEvent[]): void {
  let totalBytes = 0;
  for (const { message } of batch) {
    const messageBytes = Buffer.byteLength(message);
    if (messageBytes > EVENT_LIMIT_BYTES) {
      throw invalidParameter(
        `Log event too large: ${messageBytes} bytes exceeds limit of ${EVENT_LIMIT_BYTES}`,
      );
    }
    totalBytes += eventSizeBytes(message);
  }
  if (totalBytes > BATCH_LIMIT_BYTES) {
    throw invalidParameter(
      `Upload too large: ${totalBytes} bytes exceeds limit of ${BATCH_LIMIT_BYTES}`,
    );
  }
}

/** In a batch in order of time: how many events are earlier than `epochMs`. */
function countBefore(batch: readonly BatchEvent[], epochMs: number): number {
  const index = batch.findIndex((event) => event.timestamp >= epochMs);
  return index < 0 ? batch.length : index;
}
