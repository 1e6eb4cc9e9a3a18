import type { Clock } from '../../../platform/clock.ts';
import type { PlaneResponse } from '../../data-plane.ts';

/** What the methods of a stage answered, by their cache keys. */
export interface ResponseCache {
  get(key: string): PlaneResponse | undefined;
  put(key: string, response: PlaneResponse, ttlSeconds: number): void;
}

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-caching.html: larger answers are not cached */
const LARGEST_RESPONSE_BYTES = 1_048_576;
/** Of one stage, whatever the size of its cluster: the smallest has 0.5 GB, which a laptop has better use for. */
const MOST_BYTES = 64 * 1024 * 1024;
/** Of key, headers and the entry itself; an estimate. */
const ENTRY_BYTES = 512;

interface Entry {
  response: PlaneResponse;
  sizeBytes: number;
  untilEpochMs: number;
}

/** Keeps what was used last. */
export function createResponseCache(clock: Clock, mostBytes = MOST_BYTES): ResponseCache {
  // In order of use, the oldest first.
  const entries = new Map<string, Entry>();
  let heldBytes = 0;
  const drop = (key: string): void => {
    heldBytes -= entries.get(key)?.sizeBytes ?? 0;
    entries.delete(key);
  };
  return {
    get(key) {
      const entry = entries.get(key);
      if (!entry) return undefined;
      entries.delete(key);
      if (entry.untilEpochMs > clock.now()) {
        entries.set(key, entry);
        return entry.response;
      }
      heldBytes -= entry.sizeBytes;
      return undefined;
    },
    put(key, response, ttlSeconds) {
      drop(key);
      const { body } = response;
      if (typeof body !== 'string' && !Buffer.isBuffer(body)) return;
      const bodyBytes = Buffer.byteLength(body);
      if (bodyBytes > LARGEST_RESPONSE_BYTES) return;
      const sizeBytes = bodyBytes + key.length + ENTRY_BYTES;
      entries.set(key, { response, sizeBytes, untilEpochMs: clock.now() + ttlSeconds * 1000 });
      heldBytes += sizeBytes;
      for (const oldest of entries.keys()) {
        if (heldBytes <= mostBytes) return;
        drop(oldest);
      }
    },
  };
}
