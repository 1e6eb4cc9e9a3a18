import { createHash } from 'node:crypto';
import type { StoredLogEvent } from '../../engine/interface.ts';

const HASH_BITS = 144n;

/**
 * The id of an event as FilterLogEvents gives it: 56 digits that begin with the time, like AWS's.
 * Equal for the same event in every answer, and different for any two events of a group.
 */
export function toEventId(
  event: Pick<StoredLogEvent, 'atEpochMs' | 'stream' | 'position'>,
): string {
  const hash = createHash('sha256').update(`${event.stream}\0${event.position}`).digest('hex');
  const low = BigInt(`0x${hash.slice(0, Number(HASH_BITS) / 4)}`);
  return ((BigInt(event.atEpochMs) << HASH_BITS) | low).toString().padStart(56, '0');
}
