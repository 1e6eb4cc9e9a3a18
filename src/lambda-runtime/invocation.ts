import type { Clock } from '../platform/clock.ts';
import { makeAccount } from './accounting.ts';
import {
  makePlatformFailure,
  makeTimeoutFailure,
  makeTooLargeFailure,
  timeoutText,
} from './failures.ts';
import type { FunctionVersion, InvocationRequest, InvocationResult } from './interface.ts';
import type { ReportedFailure } from './link.ts';
import {
  CollectedStream,
  type OnTaken,
  ResponseStream,
  type StreamSink,
} from './response-stream.ts';
import { endLine, reportLine, startLine, type InstanceLog, type ReportStatus } from './logs.ts';

/** What the invocation and its instance share. */
export interface InvocationSite {
  readonly fn: FunctionVersion;
  readonly log: InstanceLog;
  readonly clock: Clock;
}

/** How it ended. */
export interface Ending {
  payload: Uint8Array;
  functionError?: 'Unhandled';
  status?: ReportStatus;
}

/** One invocation on its way through an instance: its log lines, its times, its answer. */
export class Invocation {
  readonly request: InvocationRequest;
  readonly resolve: (result: InvocationResult) => void;
  readonly reject: (error: unknown) => void;
  /** When the INVOKE phase began, on the monotonic clock. */
  startedMs = 0;
  /** How long INIT took, when this is the instance's first invocation. */
  initMs: number | undefined;
  /** Present once the answer comes in pieces. */
  stream: StreamSink | undefined;
  #contentType: string | undefined;
  #startLogged = false;

  constructor(
    request: InvocationRequest,
    resolve: (result: InvocationResult) => void,
    reject: (error: unknown) => void,
  ) {
    this.request = request;
    this.resolve = resolve;
    this.reject = reject;
  }

  /** The answer comes in pieces, to a caller who takes them or to one who wants the whole. */
  openStream(contentType: string, onTaken: OnTaken): void {
    const { onStream } = this.request;
    if (onStream) {
      const stream = new ResponseStream(contentType, onTaken);
      this.stream = stream;
      onStream(stream);
    } else {
      this.stream = new CollectedStream(onTaken);
      this.#contentType = contentType;
    }
  }

  /** It cannot be brought to an end. */
  abandon(reason: unknown): void {
    this.stream?.end(false);
    this.reject(reason);
  }

  /** The START line, once. */
  logStart({ fn, log }: InvocationSite): void {
    if (this.#startLogged) return;
    this.#startLogged = true;
    if (this.request.logTail) log.beginTail();
    log.write(startLine(this.request.requestId, fn.version));
  }

  /** Writes what AWS writes about a timeout. */
  timeOut(site: InvocationSite): Ending {
    const { requestId } = this.request;
    const { timeoutMs } = site.fn;
    this.logStart(site);
    const at = new Date(site.clock.now()).toISOString();
    site.log.write(`${at} ${requestId} ${timeoutText(timeoutMs)}\n\n`);
    const { payload } = makeTimeoutFailure(requestId, timeoutMs);
    return { payload, functionError: 'Unhandled', status: { status: 'timeout' } };
  }

  /**
   * Writes what AWS writes about a process that has ended.
   * @param reported what the caller gets when the runtime could still say why
   */
  crash(site: InvocationSite, exit: string, reported?: ReportedFailure): Ending {
    const { requestId } = this.request;
    const errorType = 'Runtime.ExitError';
    this.logStart(site);
    site.log.write(`RequestId: ${requestId} Error: ${exit}\n${errorType}\n`);
    const { payload } = reported ?? makePlatformFailure(errorType, requestId, exit);
    return { payload, functionError: 'Unhandled', status: { status: 'error', errorType } };
  }

  /** The END and REPORT lines, and the result to resolve with. */
  finish(site: InvocationSite, given: Ending, peakBytes: number): InvocationResult {
    const ending = this.stream ? concludeStream(this.stream, given) : given;
    const { fn, log, clock } = site;
    const { requestId, logTail } = this.request;
    this.logStart(site);
    const timedOut = ending.status?.status === 'timeout';
    const account = makeAccount(
      timedOut ? fn.timeoutMs : clock.monotonicMs() - this.startedMs,
      this.initMs,
    );
    const memory = { sizeMb: fn.memoryMb, maxUsedBytes: peakBytes };
    log.write(endLine(requestId));
    log.write(reportLine(requestId, account, memory, ending.status));
    const tail = logTail ? log.takeTail() : undefined;
    return {
      payload: ending.payload,
      executedVersion: fn.version,
      durationMs: account.durationMs,
      billedDurationMs: account.billedDurationMs,
      ...(this.#contentType !== undefined && { contentType: this.#contentType }),
      ...(ending.functionError && { functionError: ending.functionError }),
      ...(account.initDurationMs !== undefined && { initDurationMs: account.initDurationMs }),
      ...(tail && { logTail: tail }),
    };
  }
}

function concludeStream(stream: StreamSink, given: Ending): Ending {
  stream.end(!given.functionError);
  if (given.functionError) return given;
  const { exceededBytes } = stream;
  if (exceededBytes === undefined) return { payload: stream.payload };
  return { payload: makeTooLargeFailure(exceededBytes).payload, functionError: 'Unhandled' };
}
