/** What the writer of the crash test writes and its checker expects. */
import type { KeyRef } from '../../../src/engine/interface.ts';
import { encodeKey, type KeyPart } from '../../../src/engine/key.ts';

export const WRITERS = 64;
/** Rows of one transaction of the usual kind. */
export const ROWS_EACH = 3;
/** Rows of a large one: more than LMDB's writer takes at a time. */
export const ROWS_LARGE = 3000;
/** One of this many transactions of the first writer is a large one. */
export const LARGE_EVERY = 10;
export const ACCOUNTS = 300;
export const QUEUE = 'crash';

/** One line per acknowledged effect, written only after its promise resolved. */
export type Report =
  | { did: 'rows'; round: number; writer: number; n: number }
  | { did: 'large'; round: number; n: number }
  | { did: 'blob'; id: string }
  | { did: 'send' | 'acking' | 'ack'; id: string };

export function rowOf(...key: KeyPart[]): KeyRef {
  return { part: 'crash/rows', key: encodeKey(key) };
}

export function valueOf(round: number, writer: number, n: number, row: number): Buffer {
  return Buffer.from(`${round}/${writer}/${n}/${row}/`.padEnd(200 + ((n * 37) % 2000), 'v'));
}

export function accountOf(n: number): KeyRef {
  return { part: 'crash/accounts', key: encodeKey([n % ACCOUNTS]) };
}
