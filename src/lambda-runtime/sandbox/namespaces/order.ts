/** Orders to the sandbox program; native/sandbox/order.h is the other end and lists the keys. */
import { BrumeError } from '../../../platform/errors.ts';

/** What the program takes in one piece. */
const ORDER_LIMIT_BYTES = 128 * 1024;

export type Verb = 'launch' | 'assign' | 'kill' | 'terminate' | 'freeze' | 'thaw' | 'cpu' | 'drop';

/** @throws BrumeError ERR_SANDBOX for what cannot be said: a zero inside a word, or too much of everything */
export function encodeOrder(verb: Verb, id: number, words: readonly string[]): Buffer {
  const all = [verb, String(id), ...words];
  const body = Buffer.from(`${all.join('\0')}\0`);
  if (body.length > ORDER_LIMIT_BYTES || all.some((word) => word.includes('\0'))) {
    throw new BrumeError(
      'ERR_SANDBOX',
      'The environment of the function is too large, or holds a zero byte.',
      {
        hint: 'AWS allows 4 KB of environment variables.',
      },
    );
  }
  const order = Buffer.allocUnsafe(4 + body.length);
  order.writeUInt32LE(body.length, 0);
  body.copy(order, 4);
  return order;
}
