import type { InitializationType } from './environment.ts';
import type { Extension } from './extensions/extension.ts';
import type { InvocationSite } from './invocation.ts';
import type { ReportStatus } from './logs.ts';
import {
  extensionEvent,
  initReportEvent,
  initRuntimeDoneEvent,
  initStartEvent,
  type InitFacts,
} from './platform-events.ts';

/** One INIT of one instance: how long it took and what the log says about it. */
export class InitPhase {
  /** INIT comes first, once; later ones happen inside an invocation ("suppressed init"). */
  readonly phase: 'init' | 'invoke';
  readonly #site: InvocationSite;
  readonly #facts: InitFacts;
  /** On the monotonic clock. */
  readonly startedMs: number;

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

  logExtensions(extensions: readonly Extension[]): void {
    for (const extension of extensions) this.#site.log.tell(extensionEvent(extension));
  }

  logReport(durationMs: number, status?: ReportStatus): void {
    this.#site.log.tell(initReportEvent(this.#facts, durationMs, status));
  }

  elapsedMs(): number {
    return this.#site.clock.monotonicMs() - this.startedMs;
  }
}
