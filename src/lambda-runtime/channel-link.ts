import type { Duplex } from 'node:stream';
import { type EventPipe, RECORD_BYTES } from './event-pipe.ts';
import {
  createFrameReader,
  encodeAssign,
  encodeCredit,
  encodeInvoke,
  encodeOverChannel,
  FRAME,
  KEEP_RUNNING,
  requestIdOf,
} from './frames.ts';
import type { LinkListener, ReportedFailure, RuntimeLink } from './link.ts';
import { type OnTaken, STREAM_WINDOW_BYTES } from './response-stream.ts';

/** A function that waits has sent a whole window, so it never waits for less than this. */
const LEAST_GRANT_BYTES = STREAM_WINDOW_BYTES / 4;

export interface ChannelLink extends RuntimeLink {
  /** The function's environment, to a process that was started without a function (without `_HANDLER`). */
  assign(environment: Readonly<Record<string, string>>): void;
}

/**
 * Speaks frames with one of our own bootstraps over its file descriptor 3.
 * @param pipe where the bootstrap looks for events; without it they come over the channel, too
 */
export function createChannelLink(
  channel: Duplex,
  listener: LinkListener,
  pipe?: EventPipe,
): ChannelLink {
  let isReady = false;
  let canKeepRunning = false;
  let streams = 0;
  const read = createFrameReader(
    (type, body) => {
      if (type === FRAME.ready) {
        isReady = true;
        canKeepRunning = body.length > 0;
      }
      if (type !== FRAME.streamStart) return dispatch(type, body, listener);
      listener.onStreamStart(body.toString('latin1'), createGrants(channel, ++streams));
    },
    (reason) => listener.onBroken(reason),
  );
  channel.on('data', read);
  // A peer that has gone shows as the exit of its process; the error adds nothing to that.
  channel.on('error', () => {});
  const overChannel = (parts: readonly Uint8Array[]): void => {
    if (parts.length > 1) channel.cork();
    for (const part of parts) channel.write(part);
    if (parts.length > 1) channel.uncork();
  };
  // Our bootstraps answer and go straight back to reading.
  const isWaiting = (): boolean => isReady;
  const assign: ChannelLink['assign'] = (environment) =>
    void channel.write(encodeAssign(environment));
  if (!pipe)
    return {
      assign,
      deliver: (delivery) => overChannel(encodeInvoke(delivery)),
      isWaiting,
      keepRunning() {
        if (canKeepRunning) channel.write(KEEP_RUNNING);
      },
      close: () => channel.destroy(),
    };
  /** Cleared when the bootstrap no longer looks there. */
  let events: EventPipe | undefined = pipe;
  return {
    assign,
    deliver(delivery) {
      const parts = encodeInvoke(delivery);
      if (fits(parts) && events?.push(parts[0]!)) return;
      events?.push(encodeOverChannel());
      overChannel(parts);
    },
    deliverAhead(delivery) {
      const parts = encodeInvoke(delivery);
      return fits(parts) && events !== undefined && events.push(parts[0]!);
    },
    takeBack: () => pipe.takeBack().map(requestIdOf),
    isWaiting,
    keepRunning() {
      if (!canKeepRunning) return;
      pipe.push(KEEP_RUNNING);
      events = undefined; // a pipe cannot be waited for without a thread that blocks
    },
    close() {
      channel.destroy();
      pipe.close();
    },
  };
}

function fits(parts: readonly Uint8Array[]): boolean {
  return parts.length === 1 && parts[0]!.length <= RECORD_BYTES;
}

function dispatch(type: number, body: Buffer, listener: LinkListener): void {
  switch (type) {
    case FRAME.timedResponse:
      if (body.length < 4) return listener.onBroken('a timed answer that is too short');
      return listener.onResponse(Buffer.from(body.subarray(4)), body.readUInt32LE(0));
    case FRAME.response:
      // A copy: small bodies share the socket's read buffer, which a kept answer would keep alive.
      return listener.onResponse(Buffer.from(body));
    case FRAME.log:
      return listener.onLog(body.toString('utf8'));
    case FRAME.ready:
      return listener.onReady();
    case FRAME.initFailed:
      return withFailure(body, listener, (failure) => listener.onInitFailed(failure));
    case FRAME.failure:
      return withFailure(body, listener, (failure) => listener.onFailure(failure));
    case FRAME.fatal:
      return withFailure(body.subarray(1), listener, (failure) =>
        listener.onFatal(failure, body[0] ?? 1),
      );
    case FRAME.booted:
      return listener.onBooted?.();
    case FRAME.streamData:
      return void listener.onStreamData(Buffer.from(body));
    case FRAME.streamEnd:
      return listener.onStreamEnd();
    default:
      return listener.onBroken(`a frame of the unknown type ${type}`);
  }
}

/** Gives room back to the function's n-th stream, in parts that are worth a write each. */
function createGrants(channel: Duplex, stream: number): OnTaken {
  let owedBytes = 0;
  return (costBytes) => {
    owedBytes += costBytes;
    if (owedBytes < LEAST_GRANT_BYTES) return;
    channel.write(encodeCredit(stream, owedBytes));
    owedBytes = 0;
  };
}

function withFailure(
  body: Buffer,
  listener: LinkListener,
  use: (failure: ReportedFailure) => void,
): void {
  const typeBytes = body[0];
  if (typeBytes === undefined || body.length < 1 + typeBytes) {
    return listener.onBroken('a failure frame that is too short');
  }
  use({
    errorType: body.toString('utf8', 1, 1 + typeBytes),
    payload: Buffer.from(body.subarray(1 + typeBytes)),
  });
}
