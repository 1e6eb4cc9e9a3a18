import { EVENT_OVERHEAD_BYTES } from './limits.ts';

/** What an event counts for in every limit: its message in UTF-8 and 26 bytes. */
export function eventSizeBytes(message: string): number {
  return Buffer.byteLength(message) + EVENT_OVERHEAD_BYTES;
}
