import { createHash } from 'node:crypto';

export const BUCKET = 'crash-bucket';
export const PART_BYTES = 5 * 2 ** 20;

export interface Uploaded {
  key: string;
  /** What the content is made from. */
  seed: string;
  sizeBytes: number;
}

/** Bytes that no other seed has, so that halves and mixtures are seen. */
export function contentOf(seed: string, sizeBytes: number): Buffer {
  const block = createHash('sha512').update(seed).digest();
  const content = Buffer.alloc(sizeBytes, block);
  content.write(seed, 0);
  return content;
}
