/**
 * HMAC-SHA-256 from precomputed pads and one-shot hashes: `createHmac` costs about 10 µs a call on
 * Node 24, `crypto.hash` under 1.
 */
import { hash } from 'node:crypto';

const BLOCK_BYTES = 64;

/** A key with its two pads ready. */
export interface HmacKey {
  readonly inner: Buffer;
  readonly outer: Buffer;
}

export function toHmacKey(secret: Buffer): HmacKey {
  const key = secret.length > BLOCK_BYTES ? hash('sha256', secret, 'buffer') : secret;
  const inner = Buffer.alloc(BLOCK_BYTES, 0x36);
  const outer = Buffer.alloc(BLOCK_BYTES, 0x5c);
  for (const [index, byte] of key.entries()) {
    inner.writeUInt8(byte ^ 0x36, index);
    outer.writeUInt8(byte ^ 0x5c, index);
  }
  return { inner, outer };
}

export function hmacSha256(key: HmacKey, message: string): Buffer {
  const innerHash = hash(
    'sha256',
    Buffer.concat([key.inner, Buffer.from(message, 'utf8')]),
    'buffer',
  );
  return hash('sha256', Buffer.concat([key.outer, innerHash]), 'buffer');
}
