/**
 * How an instance talks to the runtime inside its sandbox. Two kinds exist: our own bootstraps speak
 * frames over an inherited socket (`frames.ts`), everything else speaks the Lambda Runtime API.
 */

import type { OnTaken } from './response-stream.ts';

/** What the runtime reports when code fails. */
export interface ReportedFailure {
  /** `Runtime.ImportModuleError`, `Error`, … */
  errorType: string;
  /** The answer for the caller: JSON text with errorType, errorMessage, trace. */
  payload: Uint8Array;
}

/** One event on its way into the sandbox. */
export interface Delivery {
  requestId: string;
  payload: string | Uint8Array;
  invokedArn: string;
  traceId: string;
  clientContext: string | undefined;
  tenantId: string | undefined;
  /** What is left of the function's timeout now. */
  remainingMs: number;
}

/** What comes out of the sandbox; the instance listens. */
export interface LinkListener {
  /** The process was started without a function and waits for one. */
  onBooted?(): void;
  /** The runtime asks for its first event: INIT is over, but for extensions that still initialise. */
  onReady(): void;
  /** The runtime or an extension blocks in Next (again). */
  onWaiting(): void;
  onInitFailed(failure: ReportedFailure): void;
  /** One log event, its newline included. */
  onLog(text: string, from?: 'function' | 'extension'): void;
  /** @param handlerUs how long the handler took, where the runtime measures it */
  onResponse(payload: Uint8Array, handlerUs?: number): void;
  onFailure(failure: ReportedFailure): void;
  /** The answer comes in pieces; `onResponse` (its payload then means nothing) or `onFailure` completes it. */
  onStreamStart(contentType: string, onTaken: OnTaken): void;
  /** @returns whether the window has room for more */
  onStreamData(chunk: Uint8Array): boolean;
  /** The caller has the whole answer, while the handler may still be running. */
  onStreamEnd(): void;
  /** The code failed and the process ends with `exitStatus` because of it. */
  onFatal(failure: ReportedFailure, exitStatus: number): void;
  /** The peer broke the protocol; nothing that it says can be trusted any more. */
  onBroken(reason: string): void;
}

export interface RuntimeLink {
  deliver(delivery: Delivery): void;
  /** Puts an event behind the one that runs. @returns false where that cannot be done; absent: it never can */
  deliverAhead?(delivery: Delivery): boolean;
  /** Takes out the events that the runtime has not read: their request ids, the oldest first. */
  takeBack?(): (string | undefined)[];
  /** An error that was reported for the invocation whose end the runtime has not told yet. */
  reported?(): ReportedFailure | undefined;
  /** Whether the runtime is done with the last event (or INIT) and takes the next one. */
  isWaiting(): boolean;
  /**
   * There are extensions, so the environment is not frozen yet when the runtime waits: a runtime that
   * blocks its event loop in order to freeze itself must no longer do so.
   */
  keepRunning?(): void;
  close(): void;
}
