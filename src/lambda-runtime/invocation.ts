import type { Clock } from '../platform/clock.ts';
import type { Ids } from '../platform/ids.ts';
import { makeAccount } from './accounting.ts';
import {
  makePlatformFailure,
  makeTimeoutFailure,
  makeTooLargeFailure,
  timeoutText,
} from './failures.ts';
import type { FunctionVersion, InvocationRequest, InvocationResult } from './interface.ts';
import type { Delivery, ReportedFailure } from './link.ts';
import type { InstanceLog, ReportStatus } from './logs.ts';
import {
  endEvent,
  faultEvent,
  reportEvent,
  runtimeDoneEvent,
  startEvent,
} from './platform-events.ts';
import {
  CollectedStream,
  type OnTaken,
  ResponseStream,
  STREAM_WINDOW_BYTES,
  type StreamSink,
} from './response-stream.ts';
import { traceInvocation, type TraceFacts } from './trace-id.ts';

/** What a function gets when the caller sent nothing. */
const EMPTY_EVENT = Buffer.from('{}');

/** What the invocation and its instance share. */
export interface InvocationSite {
  readonly fn: FunctionVersion;
  readonly log: InstanceLog;
  readonly clock: Clock;
  readonly ids: Ids;
}

/** How it ended. */
export interface Ending {
  payload: Uint8Array;
  /** Of a stream that was collected. */
  contentType?: string;
  functionError?: 'Unhandled';
  status?: ReportStatus;
}

/** One invocation on its way through an instance: its log lines, its times, its answer. */
export class Invocation {
  readonly request: InvocationRequest;
  /** When the INVOKE phase began, on the monotonic clock. */
  startedMs = 0;
  /** How long INIT took, when this is the instance's first invocation. */
  initMs: number | undefined;
  /** Present once the answer comes in pieces. */
  stream: StreamSink | undefined;
  readonly #resolve: (result: InvocationResult) => void;
  readonly #reject: (error: unknown) => void;
  #traceId: string | undefined;
  /** When tracing is active and this invocation is sampled. */
  #trace: TraceFacts | undefined;
  #startLogged = false;
  #isAnswered = false;
  /** When the answer came and when the runtime was done with it, in milliseconds since the start. */
  #responseMs: number | undefined;
  #producedBytes = 0;
  #runtimeDoneMs: number | undefined;

  constructor(
    request: InvocationRequest,
    resolve: (result: InvocationResult) => void,
    reject: (error: unknown) => void,
  ) {
    this.request = request;
    this.#resolve = resolve;
    this.#reject = reject;
  }

  /** The event on its way into a process; it may go to several, until one reads it. */
  toDelivery(site: InvocationSite, remainingMs: number): Delivery {
    const { requestId, payload, invokedArn, clientContext, tenantId } = this.request;
    return {
      requestId,
      payload: payload.length > 0 ? payload : EMPTY_EVENT,
      invokedArn,
      traceId: this.#takeTrace(site),
      clientContext,
      tenantId,
      remainingMs,
    };
  }

  #takeTrace({ fn, clock, ids }: InvocationSite): string {
    if (this.#traceId !== undefined) return this.#traceId;
    const trace = traceInvocation(fn, this.request.traceId, ids, clock.now());
    this.#trace = trace.facts;
    this.#traceId = trace.header;
    return trace.header;
  }

  /**
   * The answer comes in pieces, to a caller who takes them or to one who wants the whole.
   * @returns false when it does so already
   */
  openStream(contentType: string, onTaken: OnTaken): boolean {
    if (this.stream) return false;
    const { onStream } = this.request;
    if (onStream) {
      const stream = new ResponseStream(contentType, onTaken);
      this.stream = stream;
      onStream(stream);
    } else {
      this.stream = new CollectedStream(contentType, onTaken);
    }
    return true;
  }

  /** @returns whether there is room for more; undefined when the function sends what it may not */
  pushPiece(chunk: Uint8Array): boolean | undefined {
    if (!this.stream || this.stream.heldBytes > 2 * STREAM_WINDOW_BYTES) return undefined;
    return this.stream.push(chunk);
  }

  /** The START line, once. */
  logStart(site: InvocationSite): void {
    if (this.#startLogged) return;
    this.#startLogged = true;
    const { fn, log } = site;
    this.#takeTrace(site);
    if (this.request.logTail) log.beginTail();
    log.tell(startEvent(fn, this.request, this.#trace));
  }

  /** Answers the caller, once. */
  answer(result: InvocationResult): void {
    if (this.#isAnswered) return;
    this.#isAnswered = true;
    this.#resolve(result);
  }

  /** Tells the caller that Brume itself could not run it, unless there was an answer already. */
  fail(error: Error): void {
    this.stream?.end(false);
    if (this.#isAnswered) return;
    this.#isAnswered = true;
    this.#reject(error);
  }

  /**
   * Answers while extensions still work on the invocation. Who asked for the log waits for it: it
   * goes from START to REPORT.
   */
  answerEarly(site: InvocationSite, given: Ending): void {
    const ending = this.stream ? concludeStream(this.stream, given) : given;
    this.#responseMs = site.clock.monotonicMs() - this.startedMs;
    this.#producedBytes = this.stream?.totalBytes ?? ending.payload.length;
    if (this.request.logTail) return;
    const account = makeAccount(this.#responseMs, this.initMs);
    this.answer(toResult(site.fn, ending, account));
  }

  /** The runtime is done, once; extensions wait for this to be told. */
  runtimeDone(site: InvocationSite, status?: ReportStatus): void {
    if (this.#runtimeDoneMs !== undefined) return;
    this.logStart(site);
    const { clock, log } = site;
    const durationMs = clock.monotonicMs() - this.startedMs;
    this.#runtimeDoneMs = durationMs;
    log.tell(
      runtimeDoneEvent({
        requestId: this.request.requestId,
        startEpochMs: clock.now() - durationMs,
        durationMs,
        responseMs: this.#responseMs,
        producedBytes: this.#producedBytes,
        status,
        trace: this.#trace,
      }),
    );
  }

  /** Writes what AWS writes about a timeout. */
  timeOut(site: InvocationSite): Ending {
    const { requestId } = this.request;
    const { timeoutMs } = site.fn;
    this.runtimeDone(site, { status: 'timeout' });
    const at = new Date(site.clock.now()).toISOString();
    site.log.tell(faultEvent(`${at} ${requestId} ${timeoutText(timeoutMs)}\n\n`));
    const { payload } = makeTimeoutFailure(requestId, timeoutMs);
    return { payload, functionError: 'Unhandled', status: { status: 'timeout' } };
  }

  /**
   * Writes what AWS writes about a process that has ended.
   * @param exit what happened, in the platform's words
   * @param reported what the caller gets when the runtime could still say why
   */
  crash(site: InvocationSite, errorType: string, exit: string, reported?: ReportedFailure): Ending {
    const { requestId } = this.request;
    const status: ReportStatus = { status: 'error', errorType };
    this.runtimeDone(site, status);
    site.log.tell(faultEvent(`RequestId: ${requestId} Error: ${exit}\n${errorType}\n`));
    const { payload } = reported ?? makePlatformFailure(errorType, requestId, exit);
    return { payload, functionError: 'Unhandled', status };
  }

  /** The END and REPORT lines, and the result to answer with. */
  finish(site: InvocationSite, given: Ending, peakBytes: number): InvocationResult {
    const ending = this.stream ? concludeStream(this.stream, given) : given;
    const { fn, log, clock } = site;
    const { requestId, tenantId, logTail } = this.request;
    this.logStart(site);
    const timedOut = ending.status?.status === 'timeout';
    const tookMs = clock.monotonicMs() - this.startedMs;
    const account = makeAccount(timedOut ? fn.timeoutMs : tookMs, this.initMs);
    const extensionsMs = this.#runtimeDoneMs === undefined ? 0 : tookMs - this.#runtimeDoneMs;
    if (!log.isTerse) {
      this.#responseMs ??= ending.status ? undefined : tookMs;
      this.#producedBytes ||= ending.status
        ? 0
        : (this.stream?.totalBytes ?? ending.payload.length);
      this.runtimeDone(site, ending.status);
    }
    log.tell(endEvent(requestId));
    log.tell(
      reportEvent({
        requestId,
        tenantId,
        account,
        memory: { sizeMb: fn.memoryMb, maxUsedBytes: peakBytes },
        status: ending.status,
        trace: this.#trace,
        extensionOverhead:
          extensionsMs > 0 && !ending.status
            ? { startEpochMs: clock.now() - extensionsMs, durationMs: extensionsMs }
            : undefined,
      }),
    );
    return toResult(fn, ending, account, logTail ? log.takeTail() : undefined);
  }
}

/** A stream that ended well is the answer, unless it was too long. */
function concludeStream(stream: StreamSink, given: Ending): Ending {
  stream.end(!given.functionError);
  if (given.functionError) return given;
  const { exceededBytes, payload, contentType } = stream;
  if (exceededBytes !== undefined)
    return { payload: makeTooLargeFailure(exceededBytes).payload, functionError: 'Unhandled' };
  return { payload, ...(contentType !== undefined && { contentType }) };
}

function toResult(
  fn: FunctionVersion,
  ending: Ending,
  account: ReturnType<typeof makeAccount>,
  logTail?: Uint8Array,
): InvocationResult {
  return {
    payload: ending.payload,
    executedVersion: fn.version,
    durationMs: account.durationMs,
    billedDurationMs: account.billedDurationMs,
    ...(ending.contentType !== undefined && { contentType: ending.contentType }),
    ...(ending.functionError && { functionError: ending.functionError }),
    ...(account.initDurationMs !== undefined && { initDurationMs: account.initDurationMs }),
    ...(logTail && { logTail }),
  };
}
