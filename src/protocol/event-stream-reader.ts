/** Framed messages of a client, split and checked: the reverse of `event-stream.ts`. */
import { EventStreamCodec } from '@smithy/core/event-streams';
import { fromUtf8, toUtf8 } from '@smithy/core/serde';
import type { Message } from '@smithy/types';
import { serializationError } from './serialization-error.ts';

/** 12 bytes of prelude and 4 of checksum. */
const SMALLEST_BYTES = 16;
/** https://docs.aws.amazon.com/transcribe/latest/dg/streaming-setting-up.html allows less; 16 MiB is the format's limit. */
const LARGEST_BYTES = 16 * 1024 * 1024;

const codec = new EventStreamCodec(toUtf8, fromUtf8);

/**
 * Reads messages however their bytes were cut into chunks.
 * @throws SerializationException (400) on bad lengths, bad checksums and an early end
 */
export async function* readEventMessages(
  chunks: AsyncIterable<Uint8Array>,
): AsyncGenerator<Message> {
  let pending: Buffer = Buffer.alloc(0);
  for await (const chunk of chunks) {
    pending = pending.length === 0 ? Buffer.from(chunk) : Buffer.concat([pending, chunk]);
    for (let length = messageLength(pending); length !== undefined && pending.length >= length;) {
      yield decode(pending.subarray(0, length));
      pending = pending.subarray(length);
      length = messageLength(pending);
    }
  }
  if (pending.length > 0) throw serializationError('The event stream ends inside a message.');
}

function messageLength(pending: Buffer): number | undefined {
  if (pending.length < 4) return undefined;
  const length = pending.readUInt32BE(0);
  if (length < SMALLEST_BYTES || length > LARGEST_BYTES) {
    throw serializationError(`An event stream message cannot be ${length} bytes long.`);
  }
  return length;
}

function decode(frame: Buffer): Message {
  try {
    return codec.decode(frame);
  } catch {
    throw serializationError('An event stream message is damaged: its checksum does not match.');
  }
}
