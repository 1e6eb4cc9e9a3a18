/**
 * Streams leave behind a buffer per chunk. The engine counts the few objects that hold them and not
 * the bytes they hold, so by itself it tidies up late: a long upload would take a hundred megabytes
 * more than it needs. A small collection every so many bytes, a millisecond each, keeps memory flat.
 */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

const EVERY_BYTES = 16 * 2 ** 20;

let passed = 0;
let collect: ((options: { type: 'minor'; execution: 'sync' }) => void) | undefined;

/** @param bytes that have just been read or written, and whose buffers are of no more use */
export function noteSpentBytes(bytes: number): void {
  passed += bytes;
  if (passed < EVERY_BYTES) return;
  passed = 0;
  collect ??= makeCollector();
  collect({ type: 'minor', execution: 'sync' });
}

function makeCollector(): NonNullable<typeof collect> {
  setFlagsFromString('--expose-gc');
  return runInNewContext('gc') as NonNullable<typeof collect>;
}
