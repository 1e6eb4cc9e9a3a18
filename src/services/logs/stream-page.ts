import type { LogStore, LogStreamRef, StoredLogEvent } from '../../engine/interface.ts';
import { eventSizeBytes } from './event-size.ts';
import { PAGE_LIMIT_BYTES } from './limits.ts';

const FIRST_BATCH = 64;
const LARGEST_BATCH = 2000;

/**
 * Reads events of one stream up to `limit` and 1 MB, in batches, so that large messages do not pile
 * up in memory. At least one event is returned when there is one.
 */
export async function readStreamPage(
  logs: LogStore,
  ref: LogStreamRef,
  options: Parameters<LogStore['read']>[1],
): Promise<StoredLogEvent[]> {
  const { limit, reverse } = options;
  const page: StoredLogEvent[] = [];
  let sizeBytes = 0;
  let batchLimit = FIRST_BATCH;
  while (page.length < limit) {
    const last = page.at(-1)?.position;
    const from = last === undefined ? {} : reverse ? { before: last } : { after: last };
    const wanted = Math.min(batchLimit, limit - page.length);
    const batch = await logs.read(ref, { ...options, ...from, limit: wanted });
    for (const event of batch) {
      sizeBytes += eventSizeBytes(event.message);
      if (sizeBytes > PAGE_LIMIT_BYTES && page.length > 0) return page;
      page.push(event);
    }
    if (batch.length < wanted) return page;
    batchLimit = nextBatch(page.length, sizeBytes);
  }
  return page;
}

/** As many as fit into the rest of the page if they are like those before. */
function nextBatch(events: number, sizeBytes: number): number {
  const fitting = Math.ceil(((PAGE_LIMIT_BYTES - sizeBytes) * events) / sizeBytes);
  return Math.min(LARGEST_BATCH, Math.max(1, fitting));
}
