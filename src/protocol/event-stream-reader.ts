/** Framed messages of a client, split and checked: the reverse of `event-stream.ts`. */
import { EventStreamCodec } from '@smithy/core/event-streams';
import { fromUtf8, toUtf8 } from '@smithy/core/serde';
import type { Message } from '@smithy/types';
import { serializationError } from './serialization-error.ts';

const LENGTH_BYTES = 4;
/** 12 bytes of prelude and 4 of checksum. */
const SMALLEST_BYTES = 16;
/** The format's own limit; services allow less. */
const LARGEST_BYTES = 16 * 1024 * 1024;

const codec = new EventStreamCodec(toUtf8, fromUtf8);

/**
 * Reads messages however their bytes were cut into chunks. Chunks are joined only when a message is
 * complete, so that many small ones cost no more than one large one.
 * @throws SerializationException (400) on bad lengths, bad checksums and an early end
 */
export async function* readEventMessages(
  chunks: AsyncIterable<Uint8Array>,
): AsyncGenerator<Message> {
  let waiting: Uint8Array[] = [];
  let waitingBytes = 0;
  let neededBytes = LENGTH_BYTES;
  for await (const chunk of chunks) {
    waiting.push(chunk);
    waitingBytes += chunk.length;
    if (waitingBytes < neededBytes) continue;
    let pending = Buffer.concat(waiting);
    neededBytes = messageBytes(pending);
    while (pending.length >= neededBytes) {
      yield decode(pending.subarray(0, neededBytes));
      pending = pending.subarray(neededBytes);
      neededBytes = messageBytes(pending);
    }
    waiting = [pending];
    waitingBytes = pending.length;
  }
  if (waitingBytes > 0) throw serializationError('The event stream ends inside a message.');
}

/** The length that a message begins with, or what it takes to know it. */
function messageBytes(pending: Buffer): number {
  if (pending.length < LENGTH_BYTES) return LENGTH_BYTES;
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
