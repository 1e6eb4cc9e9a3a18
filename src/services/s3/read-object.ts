/** The bytes of an object on their way out. */
import { noteSpentBytes } from '../../platform/spent-buffers.ts';
import { WholeBytes } from '../../protocol/whole-bytes.ts';
import type { Context } from '../context.ts';
import {
  blobsOf,
  type InlineBytes,
  partsOf,
  readContent,
  readInline,
  type Stretch,
} from './content.ts';
import { type CustomerKey, decrypt } from './customer-key.ts';
import type { ByteRange } from './range.ts';
import { s3State } from './state.ts';
import type { ObjectVersion } from './store.ts';

/**
 * Streams at the reader's pace. The files stay until it has ended, or the client is gone, whatever
 * happens to the object meanwhile.
 * @param range `end` is inclusive; undefined: nothing, as the object is empty
 */
export async function readObject(
  context: Context,
  object: ObjectVersion,
  range: ByteRange | undefined,
  customerKey: CustomerKey | undefined,
): Promise<AsyncIterable<Uint8Array>> {
  const parts = await partsOf(context.store, object.content);
  const stretches: readonly Stretch[] = parts ?? [object];
  const inline = await readInline(context.store, stretches);
  const whole = wholeBytes(stretches, range, inline);
  if (whole) return whole;
  const release = s3State(context).blobs.hold(blobsOf(stretches));
  context.signal.addEventListener('abort', release, { once: true });
  return stream(context, stretches, { range, customerKey, inline, release });
}

/** A small object that was sent in one piece, and is not encrypted, needs no streaming. */
function wholeBytes(
  stretches: readonly Stretch[],
  range: ByteRange | undefined,
  inline: InlineBytes,
): WholeBytes | undefined {
  const [only, ...more] = stretches;
  if (!range || only?.content.kind !== 'inline' || only.iv || more.length > 0) return undefined;
  return new WholeBytes(inline.get(only.content.id)!.subarray(range.start, range.end + 1));
}

interface Reading {
  range: ByteRange | undefined;
  customerKey: CustomerKey | undefined;
  inline: InlineBytes;
  release: () => void;
}

async function* stream(
  context: Context,
  stretches: readonly Stretch[],
  { range, customerKey, inline, release }: Reading,
): AsyncGenerator<Uint8Array, void> {
  try {
    if (!range) return;
    let offset = 0;
    for (const { content, sizeBytes, iv } of stretches) {
      const start = Math.max(range.start - offset, 0);
      const end = Math.min(range.end - offset, sizeBytes - 1);
      offset += sizeBytes;
      if (start > end) continue;
      const bytes = readContent(context, content, { start, end }, inline);
      const plain = iv && customerKey ? decrypt(bytes, customerKey.key, iv, start) : bytes;
      for await (const chunk of plain) {
        yield chunk;
        noteSpentBytes(chunk.length);
      }
    }
  } finally {
    release();
    context.signal.removeEventListener('abort', release);
  }
}
