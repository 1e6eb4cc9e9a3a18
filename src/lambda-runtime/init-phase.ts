import type { InitializationType } from './environment.ts';
import type { Extension } from './extensions/extension.ts';
import { makePlatformFailure } from './failures.ts';
import type { InvocationSite } from './invocation.ts';
import type { ReportedFailure } from './link.ts';
import type { ReportStatus } from './logs.ts';
import {
  extensionEvent,
  faultEvent,
  initReportEvent,
  initRuntimeDoneEvent,
  initStartEvent,
  type InitFacts,
} from './platform-events.ts';

/** https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html#runtimes-lifecycle-ib */
const LIMIT_MS = 10_000;
/** Of provisioned instances, unless the function's timeout is longer. */
const PROVISIONED_LIMIT_MS = 130_000;

/** One INIT of one instance: how long it took and what the log says about it. */
export class InitPhase {
  /** INIT comes first, once; later ones happen inside an invocation ("suppressed init"). */
  readonly phase: 'init' | 'invoke';
  readonly #site: InvocationSite;
  readonly #facts: InitFacts;
  /** On the monotonic clock. */
  readonly startedMs: number;
  #durationMs = 0;

  constructor(
    site: InvocationSite,
    initializationType: InitializationType,
    phase: 'init' | 'invoke',
  ) {
    this.phase = phase;
    this.#site = site;
    this.#facts = { initializationType, phase };
    this.startedMs = site.clock.monotonicMs();
  }

  /** @param hasCaller an invocation waits for it */
  limitMs(hasCaller: boolean): number {
    const { timeoutMs } = this.#site.fn;
    if (this.phase === 'invoke' && hasCaller) return timeoutMs;
    return this.#facts.initializationType === 'provisioned-concurrency'
      ? Math.max(PROVISIONED_LIMIT_MS, timeoutMs)
      : LIMIT_MS;
  }

  logStart(runtime: { version: string; versionArn: string }): void {
    const { fn, log } = this.#site;
    // `2026/11/23/hello[$LATEST]0123…`
    const instanceId = log.ref.stream.replace('[', () => `${fn.name}[`);
    log.tell(initStartEvent(fn, this.#facts, runtime, instanceId));
  }

  /** The runtime is done; extensions may not be. */
  logRuntimeDone(status?: ReportStatus): void {
    this.#site.log.tell(initRuntimeDoneEvent(this.#facts, status));
  }

  /** There is no process (any more) and it reported nothing. @returns what the caller is told */
  fail(requestId: string | undefined, errorType: string, text: string): ReportedFailure {
    const prefix = requestId ? `RequestId: ${requestId} ` : '';
    this.#site.log.tell(faultEvent(`${prefix}Error: ${text}\n${errorType}\n`));
    return makePlatformFailure(errorType, requestId, text);
  }

  /** It is over, for better or worse; `logReport` says for which. @returns how long it took */
  end(extensions: readonly Extension[]): number {
    this.#durationMs = this.#site.clock.monotonicMs() - this.startedMs;
    for (const extension of extensions) this.#site.log.tell(extensionEvent(extension));
    return this.#durationMs;
  }

  logReport(status?: ReportStatus): void {
    this.#site.log.tell(initReportEvent(this.#facts, this.#durationMs, status));
  }
}
