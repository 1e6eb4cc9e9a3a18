/**
 * The private channel between an instance and our own bootstraps (docs/adr/0004-invoke-path.md).
 * A frame is a little-endian 32-bit length of what follows, one byte of type, and the body.
 */
import { quote } from './json-text.ts';
import type { Delivery } from './link.ts';

/** Frame types, as in runtimes/node/bootstrap.cjs. */
export const FRAME = {
  /** to the runtime: u32 length of a JSON header, the header, the event's bytes */
  invoke: 1,
  /** from the runtime: INIT is over; body: `loop` if it understands `keepRunning`, else none */
  ready: 2,
  /** body: u8 length of errorType, errorType, JSON payload */
  initFailed: 3,
  /** body: UTF-8 text of one log event */
  log: 4,
  /** body: the answer, JSON text */
  response: 5,
  /** body as `initFailed` */
  failure: 6,
  /** body: u8 exit status, then as `initFailed` */
  fatal: 7,
  /** body: the content type of an answer that comes in pieces */
  streamStart: 8,
  /** body: a piece of it */
  streamData: 9,
  /** no body: the answer is whole; `response` follows when the handler is done */
  streamEnd: 10,
  /** to the runtime: u32 which of its streams this is for (from 1), u32 how much of it has been taken */
  credit: 11,
  /** to a runtime that was started without a function: the function's environment, as JSON */
  assign: 12,
  /** no body: started without a function, and waiting for one */
  booted: 13,
  /** to the runtime, once, no body: there are extensions, so do not block between invocations */
  keepRunning: 14,
  /** body: u32 microseconds that the handler took, then as `response` */
  timedResponse: 20,
  /** to the runtime, in the pipe of events: the next event comes over the channel */
  overChannel: 21,
} as const;

/** @see FRAME.keepRunning */
export const KEEP_RUNNING = Buffer.from([1, 0, 0, 0, FRAME.keepRunning]);

/** Six MiB of answer plus what surrounds it; a longer frame is a broken peer. */
export const LONGEST_FRAME_BYTES = 8 * 1024 * 1024;

/** A payload beyond this is written after the head instead of being copied behind it. */
const COPY_BELOW_BYTES = 64 * 1024;

/** @returns one or two buffers to write in order */
export function encodeInvoke(delivery: Delivery): readonly Uint8Array[] {
  const { payload, clientContext, tenantId } = delivery;
  const header =
    `{"id":"${delivery.requestId}","arn":${quote(delivery.invokedArn)},"trace":${quote(delivery.traceId)}` +
    `,"remainingMs":${delivery.remainingMs}` +
    (clientContext === undefined ? '' : `,"clientContext":${quote(clientContext)}`) +
    (tenantId === undefined ? '}' : `,"tenantId":${quote(tenantId)}}`);
  const headerBytes = Buffer.byteLength(header);
  const isText = typeof payload === 'string';
  const payloadBytes = isText ? Buffer.byteLength(payload) : payload.length;
  const together = isText || payloadBytes < COPY_BELOW_BYTES;
  const frame = Buffer.allocUnsafe(9 + headerBytes + (together ? payloadBytes : 0));
  frame.writeUInt32LE(5 + headerBytes + payloadBytes, 0);
  frame[4] = FRAME.invoke;
  frame.writeUInt32LE(headerBytes, 5);
  frame.write(header, 9);
  if (isText) frame.write(payload, 9 + headerBytes);
  else if (together) frame.set(payload, 9 + headerBytes);
  else return [frame, payload];
  return [frame];
}

/** Gives a function to a runtime that was started without one; `_HANDLER` and `LAMBDA_TASK_ROOT` say which. */
export function encodeAssign(environment: Readonly<Record<string, string>>): Uint8Array {
  const body = JSON.stringify(environment);
  const bytes = Buffer.byteLength(body);
  const frame = Buffer.allocUnsafe(5 + bytes);
  frame.writeUInt32LE(1 + bytes, 0);
  frame[4] = FRAME.assign;
  frame.write(body, 5);
  return frame;
}

/** @param costBytes as `ResponseStream` counts it */
export function encodeCredit(stream: number, costBytes: number): Uint8Array {
  const frame = Buffer.allocUnsafe(13);
  frame.writeUInt32LE(9, 0);
  frame[4] = FRAME.credit;
  frame.writeUInt32LE(stream, 5);
  frame.writeUInt32LE(costBytes, 9);
  return frame;
}

/** A record of the pipe of events which says that the next event comes over the channel. */
export function encodeOverChannel(): Uint8Array {
  return Uint8Array.of(1, 0, 0, 0, FRAME.overChannel);
}

/** @returns the request id in a frame made by `encodeInvoke`; undefined for any other bytes */
export function requestIdOf(frame: Buffer): string | undefined {
  if (frame[4] !== FRAME.invoke) return undefined;
  return /^\{"id":"([0-9a-f-]{36})"/.exec(frame.toString('latin1', 9, 9 + 64))?.[1];
}

/**
 * Cuts a stream of bytes into frames. A frame that arrives whole is passed on without a copy.
 * @param onFrame gets the type and the body; the body is only valid until it returns unless copied
 * @param onBroken called once; after it nothing more is parsed
 */
export function createFrameReader(
  onFrame: (type: number, body: Buffer) => void,
  onBroken: (reason: string) => void,
): (chunk: Buffer) => void {
  let pieces: Buffer[] = [];
  let pieceBytes = 0;
  let neededBytes = 4;
  let broken = false;

  /** @returns how many bytes were used, or -1 when the stream is broken */
  const takeFrames = (bytes: Buffer): number => {
    let at = 0;
    while (bytes.length - at >= 4) {
      const length = bytes.readUInt32LE(at);
      if (length < 1 || length > LONGEST_FRAME_BYTES) {
        broken = true;
        onBroken(`a frame of ${length} bytes`);
        return -1;
      }
      if (bytes.length - at < 4 + length) {
        neededBytes = 4 + length;
        return at;
      }
      onFrame(bytes[at + 4] ?? 0, bytes.subarray(at + 5, at + 4 + length));
      at += 4 + length;
    }
    neededBytes = 4;
    return at;
  };

  return (chunk) => {
    if (broken) return;
    let bytes = chunk;
    if (pieceBytes > 0) {
      pieces.push(chunk);
      pieceBytes += chunk.length;
      if (pieceBytes < neededBytes) return;
      bytes = Buffer.concat(pieces, pieceBytes);
      pieces = [];
      pieceBytes = 0;
    }
    const used = takeFrames(bytes);
    if (used < 0 || used === bytes.length) return;
    pieces = [bytes.subarray(used)];
    pieceBytes = bytes.length - used;
  };
}
