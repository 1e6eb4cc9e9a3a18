import type { Clock } from '../platform/clock.ts';
import { makeAccount } from './accounting.ts';
import { exitText, makePlatformFailure, makeTimeoutFailure, timeoutText } from './failures.ts';
import type { FunctionVersion, InvocationRequest, InvocationResult } from './interface.ts';
import type { ReportedFailure } from './link.ts';
import { endLine, reportLine, startLine, type InstanceLog, type ReportStatus } from './logs.ts';
import type { SandboxExit } from './sandbox/driver.ts';

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
  crash(site: InvocationSite, exit: SandboxExit, reported?: ReportedFailure): Ending {
    const { requestId } = this.request;
    const errorType = 'Runtime.ExitError';
    const text = exitText(exit);
    this.logStart(site);
    site.log.write(`RequestId: ${requestId} Error: ${text}\n${errorType}\n`);
    const { payload } = reported ?? makePlatformFailure(errorType, requestId, text);
    // The caller is told of the signal only; REPORT tells why it came (seen in public logs).
    const status: ReportStatus = {
      status: 'error',
      errorType: exit.outOfMemory ? 'Runtime.OutOfMemory' : errorType,
    };
    return { payload, functionError: 'Unhandled', status };
  }

  /** The END and REPORT lines, and the result to resolve with. */
  finish(site: InvocationSite, ending: Ending, peakBytes: number): InvocationResult {
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
      ...(ending.functionError && { functionError: ending.functionError }),
      ...(account.initDurationMs !== undefined && { initDurationMs: account.initDurationMs }),
      ...(tail && { logTail: tail }),
    };
  }
}
