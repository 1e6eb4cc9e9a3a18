import type { Duplex } from 'node:stream';
import { createFrameReader, encodeAssign, encodeCredit, encodeInvoke, FRAME } from './frames.ts';
import type { LinkListener, ReportedFailure, RuntimeLink } from './link.ts';
import { type OnTaken, STREAM_WINDOW_BYTES } from './response-stream.ts';

/** A function that waits has sent a whole window, so it never waits for less than this. */
const LEAST_GRANT_BYTES = STREAM_WINDOW_BYTES / 4;

export interface ChannelLink extends RuntimeLink {
  /** The function's environment, to a process that was started without a function (without `_HANDLER`). */
  assign(environment: Readonly<Record<string, string>>): void;
}

/** Speaks frames with one of our own bootstraps over its file descriptor 3. */
export function createChannelLink(channel: Duplex, listener: LinkListener): ChannelLink {
  const read = createFrameReader(
    (type, body) => dispatch(type, body, listener, channel),
    (reason) => listener.onBroken(reason),
  );
  channel.on('data', read);
  // A peer that has gone shows as the exit of its process; the error adds nothing to that.
  channel.on('error', () => {});
  return {
    deliver(delivery) {
      const parts = encodeInvoke(delivery);
      if (parts.length > 1) channel.cork();
      for (const part of parts) channel.write(part);
      if (parts.length > 1) channel.uncork();
    },
    assign: (environment) => void channel.write(encodeAssign(environment)),
    close: () => channel.destroy(),
  };
}

function dispatch(type: number, body: Buffer, listener: LinkListener, channel: Duplex): void {
  switch (type) {
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
    case FRAME.streamStart:
      return listener.onStreamStart(body.toString('latin1'), createGrants(channel));
    case FRAME.streamData:
      return void listener.onStreamData(Buffer.from(body));
    case FRAME.streamEnd:
      return listener.onStreamEnd();
    default:
      return listener.onBroken(`a frame of the unknown type ${type}`);
  }
}

/** Gives room back to the function in parts that are worth a write each. */
function createGrants(channel: Duplex): OnTaken {
  let owedBytes = 0;
  return (costBytes) => {
    owedBytes += costBytes;
    if (owedBytes < LEAST_GRANT_BYTES) return;
    channel.write(encodeCredit(owedBytes));
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
