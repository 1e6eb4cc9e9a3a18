import { join } from 'node:path';
import type { Clock, Timer } from '../platform/clock.ts';
import { bootProcess, type BootDependencies, type BootedProcess } from './boot.ts';
import type { PartListener } from './extensions/environment-processes.ts';
import type { ShutdownReason } from './extensions/extension.ts';
import { exitText, makePlatformFailure, runtimeExitFailure } from './failures.ts';
import { Freezer } from './freezer.ts';
import { InitPhase } from './init-phase.ts';
import type { FunctionVersion, InvocationRequest, InvocationResult } from './interface.ts';
import { Invocation, type Ending, type InvocationSite } from './invocation.ts';
import type { LinkListener, ReportedFailure } from './link.ts';
import { createInstanceLog, makeStreamName, type InstanceLog, type ReportStatus } from './logs.ts';
import type { LogWriter } from './log-writer.ts';
import { faultEvent } from './platform-events.ts';
import { InvalidEntrypoint } from './runtimes/invalid-entrypoint.ts';
import type { SandboxExit } from './sandbox/driver.ts';
import { makeScratch, removeScratch } from './scratch.ts';
import { assertTransition, type InstanceState } from './states.ts';
import { TelemetryHub } from './telemetry/hub.ts';

/** https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html#runtimes-lifecycle-ib */
const INIT_LIMIT_MS = 10_000;

export interface InstanceDependencies extends BootDependencies {
  clock: Clock;
  writer: LogWriter;
  instancesDir: string;
  onLogStream: ((fn: FunctionVersion, group: string, stream: string) => void) | undefined;
}

/** Told when an instance can take the next invocation, or never again. */
export interface InstanceOwner {
  onFree(instance: Instance): void;
  onDead(instance: Instance): void;
}

/** One execution environment of one function version; it runs one invocation at a time. */
export class Instance implements LinkListener, PartListener {
  readonly id: string;
  /** When it became free, in virtual time. */
  freeSinceEpochMs = 0;
  /** Its credentials end then. */
  expiresAtEpochMs = Infinity;
  state: InstanceState = 'cold';

  readonly #fn: FunctionVersion;
  readonly #deps: InstanceDependencies;
  readonly #owner: InstanceOwner;
  readonly #dir: string;
  readonly #log: InstanceLog;
  readonly #site: InvocationSite;
  readonly #telemetry: TelemetryHub;
  readonly #freezer: Freezer;
  #process: BootedProcess | undefined;
  #running: Invocation | undefined;
  #timer: Timer | undefined;
  /** How the invocation ended whose extensions are still at work. */
  #ending: Ending | undefined;
  /** The present INIT, or the last one. */
  #init: InitPhase | undefined;
  #peakBytes = 0;
  /** What to do once the process tree that is being killed has gone. */
  #afterReset: (() => void) | undefined;
  readonly #gone = Promise.withResolvers<void>();

  constructor(fn: FunctionVersion, deps: InstanceDependencies, owner: InstanceOwner) {
    this.#fn = fn;
    this.#deps = deps;
    this.#owner = owner;
    this.id = deps.ids.hex(32);
    this.#dir = join(deps.instancesDir, this.id);
    const stream = makeStreamName(deps.clock.now(), fn.version, this.id);
    this.#telemetry = new TelemetryHub(deps.clock);
    this.#freezer = new Freezer(this.#telemetry);
    this.#log = createInstanceLog(fn, stream, { ...deps, telemetry: this.#telemetry });
    this.#site = { fn, log: this.#log, clock: deps.clock };
    deps.onLogStream?.(fn, fn.logGroup, stream);
  }

  /** Runs one invocation; the instance must be idle or cold. Calls back exactly once. */
  invoke(
    request: InvocationRequest,
    resolve: (result: InvocationResult) => void,
    reject: (error: unknown) => void,
  ): void {
    this.#running = new Invocation(request, resolve, reject);
    if (this.state === 'idle') this.#begin(this.#running, this.#deps.clock.monotonicMs());
    else void this.#boot();
  }

  /** @returns whether nothing is left to be frozen; see `Freezer.rest` */
  rest(): boolean {
    return this.state !== 'idle' || this.#freezer.rest(this.#process);
  }

  /** Ends the instance for good, whatever it does. Resolves when its processes and folder are gone. */
  shutdown(reason?: Error): Promise<void> {
    if (this.state !== 'dead') {
      this.#become('dead');
      this.#timer?.cancel();
      const running = this.#running;
      this.#running = undefined;
      running?.fail(reason ?? new Error('The instance was shut down.'));
      this.#freezer.wake(this.#process);
      this.#telemetry.flush();
      if (this.#process) this.#process.end('spindown');
      else this.#disappear();
      this.#owner.onDead(this);
    }
    return this.#gone.promise;
  }

  // ---- INIT ----

  async #boot(): Promise<void> {
    this.#become('starting');
    try {
      const process = await bootProcess(this.#fn, this.#deps, {
        tmpDir: makeScratch(this.#dir),
        log: this.#log,
        listener: this,
        telemetry: this.#telemetry,
        isWanted: () => this.state === 'starting',
      });
      if (!process) return; // shut down meanwhile
      this.#launched(process);
    } catch (error) {
      if (error instanceof InvalidEntrypoint) {
        this.#beginInit();
        this.#failedToRun('Runtime.InvalidEntrypoint', error.message);
      } else void this.shutdown(error instanceof Error ? error : new Error(String(error)));
    }
  }

  /** @returns the INIT that begins now */
  #beginInit(): InitPhase {
    const init = new InitPhase(this.#site, this.#init ? 'invoke' : 'init');
    this.#init = init;
    if (this.#running && init.phase === 'invoke') this.#running.startedMs = init.startedMs;
    return init;
  }

  #launched(process: BootedProcess): void {
    this.#process = process;
    this.expiresAtEpochMs = process.expiresAtEpochMs;
    this.#become('init');
    const init = this.#beginInit();
    init.logStart(process);
    process.handle.onExit((exit, launchError) => this.#onExit(exit, launchError));
    if (init.phase === 'invoke') this.#armTimeout(this.#fn.timeoutMs);
    else {
      const limitReached = (): void => this.#initFailed(init, { status: 'timeout' });
      this.#timer = this.#deps.clock.realTimeout(INIT_LIMIT_MS, limitReached);
    }
    process.start();
  }

  onReady(): void {
    if (this.state !== 'init' || !this.#running) return this.onBroken('ready twice');
    this.#init?.logRuntimeDone();
    this.#process?.extensions.close();
    if (this.#process && this.#process.extensions.size > 0) this.#process.link.keepRunning?.();
    this.onWaiting();
  }

  /** INIT and INVOKE are over when the runtime and all extensions have called Next. */
  onWaiting(): void {
    const process = this.#process;
    if (!process?.link.isWaiting()) return;
    const running = this.#running;
    if (this.state === 'finishing') running?.runtimeDone(this.#site);
    if (!process.extensions.areReady()) return;
    if (this.state === 'init') this.#initDone(process);
    else if (this.state === 'finishing' && running && this.#ending) {
      this.#finish(running, this.#ending);
    }
  }

  #initDone(process: BootedProcess): void {
    const init = this.#init;
    const running = this.#running;
    if (!init || !running) return;
    this.#timer?.cancel();
    this.#readPeak(); // a process that crashes later can no longer be asked
    const durationMs = init.elapsedMs();
    init.logExtensions(process.extensions.all);
    init.logReport(durationMs);
    this.#telemetry.close();
    if (init.phase === 'invoke') return this.#begin(running, running.startedMs);
    running.initMs = durationMs;
    this.#begin(running, this.#deps.clock.monotonicMs());
  }

  onInitFailed(failure: ReportedFailure): void {
    if (this.state !== 'init') return this.onBroken('an init error after INIT');
    this.#initFailed(this.#init, { status: 'error', errorType: failure.errorType }, failure);
  }

  /** A failed INIT is tried once more inside the invocation ("suppressed init"); then it is the answer. */
  #initFailed(init: InitPhase | undefined, status: ReportStatus, failure?: ReportedFailure): void {
    const durationMs = init?.elapsedMs() ?? 0;
    init?.logRuntimeDone(status);
    init?.logExtensions(this.#process?.extensions.all ?? []);
    this.#reset(status.status === 'timeout' ? 'timeout' : 'failure', () => {
      init?.logReport(durationMs, status);
      const running = this.#running;
      if (!running) this.#free();
      else if (init?.phase === 'init' || !failure) void this.#boot();
      else this.#settle(running, { payload: failure.payload, functionError: 'Unhandled', status });
    });
  }

  // ---- INVOKE ----

  #begin(running: Invocation, startedMs: number): void {
    const { clock, ids } = this.#deps;
    running.startedMs = startedMs;
    this.#freezer.wake(this.#process);
    this.#become('busy');
    const traceId = running.takeTrace(this.#site, ids);
    running.logStart(this.#site);
    const remainingMs = this.#fn.timeoutMs - (clock.monotonicMs() - startedMs);
    this.#armTimeout(remainingMs);
    const delivery = running.toDelivery(traceId, remainingMs);
    const process = this.#process;
    process?.link.deliver(delivery);
    if (process && process.extensions.size > 0) {
      process.extensions.invoke(delivery, clock.now() - clock.offsetMs());
    }
  }

  onResponse(payload: Uint8Array): void {
    if (this.state !== 'busy') return this.onBroken('an answer to nothing');
    this.#answered(payload);
  }

  onFailure(failure: ReportedFailure): void {
    if (this.state !== 'busy') return this.onBroken('an error to nothing');
    this.#answered(failure.payload, 'Unhandled');
  }

  onLog(text: string, from?: 'function' | 'extension'): void {
    const { writer } = this.#deps;
    const process = this.#process;
    if (this.#log.write(text, from) || !process || process.isPaused()) return;
    process.pause();
    writer.whenDrained(() => process.resume());
  }

  onFatal(failure: ReportedFailure, exitStatus: number): void {
    if (this.state !== 'busy' && this.state !== 'finishing') {
      return this.onBroken('a crash out of nothing');
    }
    this.#crashed('Runtime.ExitError', exitText({ code: exitStatus, signal: null }), failure);
  }

  onBroken(reason: string): void {
    if (this.state === 'dead' || this.state === 'resetting' || this.state === 'cold') return;
    this.#deps.log.warn('A runtime broke the protocol and was ended', {
      function: this.#fn.arn,
      reason,
    });
    this.#process?.handle.kill(); // its exit is then handled as a crash
  }

  #armTimeout(delayMs: number): void {
    this.#timer?.cancel();
    this.#timer = this.#deps.clock.realTimeout(Math.max(0, delayMs), () => this.#timedOut());
  }

  #timedOut(): void {
    const running = this.#running;
    if (!running) return;
    running.runtimeDone(this.#site, { status: 'timeout' });
    this.#reset('timeout', () => this.#settle(running, running.timeOut(this.#site)));
  }

  #crashed(errorType: string, text: string, reported?: ReportedFailure): void {
    const running = this.#running;
    running?.runtimeDone(this.#site, { status: 'error', errorType });
    this.#reset('failure', () => {
      if (running) this.#settle(running, running.crash(this.#site, errorType, text, reported));
      else this.#free();
    });
  }

  // ---- ends ----

  /** An answer came while the process lives on. */
  #answered(payload: Uint8Array, functionError?: 'Unhandled'): void {
    const running = this.#running;
    if (!running) return;
    const ending = functionError ? { payload, functionError } : { payload };
    if (!this.#process || this.#process.extensions.size === 0) return this.#finish(running, ending);
    this.#become('finishing'); // the function's timeout goes on: it holds for extensions too
    this.#ending = ending;
    running.answerEarly(this.#site, ending);
    this.onWaiting();
  }

  #finish(running: Invocation, ending: Ending): void {
    this.#timer?.cancel();
    this.#become('idle');
    this.#settle(running, ending);
  }

  #settle(running: Invocation, ending: Ending): void {
    this.#running = undefined;
    this.#ending = undefined;
    this.#readPeak();
    const result = running.finish(this.#site, ending, this.#peakBytes);
    // Free before the answer: a caller that asks again at once gets this instance again.
    this.#free();
    running.answer(result);
  }

  #free(): void {
    this.freeSinceEpochMs = this.#deps.clock.now();
    this.#owner.onFree(this);
  }

  // ---- the process ----

  #reset(reason: ShutdownReason, then: () => void): void {
    this.#timer?.cancel();
    this.#become('resetting');
    this.#afterReset = then;
    this.#readPeak();
    this.#freezer.wake(this.#process);
    this.#telemetry.flush();
    if (this.#process) this.#process.end(reason);
    else this.#onProcessGone();
  }

  #readPeak(): void {
    this.#peakBytes = Math.max(this.#peakBytes, this.#process?.handle.peakMemoryBytes() ?? 0);
  }

  /** Nothing runs any more. */
  #onExit(exit: SandboxExit, launchError?: Error): void {
    const reported = this.#process?.extensions.firstError;
    this.#process?.link.close();
    this.#process = undefined;
    if (this.state === 'dead') return this.#disappear();
    if (this.state === 'resetting') return this.#onProcessGone();
    const { errorType, text } = runtimeExitFailure(exit, launchError, reported);
    this.onPartFailed(errorType, text);
  }

  onPartFailed(errorType: string, text: string): void {
    switch (this.state) {
      case 'dead':
      case 'resetting':
        return;
      case 'init':
        return this.#failedToRun(errorType, text);
      case 'busy':
      case 'finishing':
        return this.#crashed(errorType, text);
      default:
        // Killed from outside while frozen: the next invocation starts it anew.
        return this.#reset('failure', () => {});
    }
  }

  /** There is no process (any more) and it reported nothing. */
  #failedToRun(errorType: string, text: string): void {
    const requestId = this.#running?.request.requestId;
    const prefix = requestId ? `RequestId: ${requestId} ` : '';
    this.#log.tell(faultEvent(`${prefix}Error: ${text}\n${errorType}\n`));
    const failure = makePlatformFailure(errorType, requestId, text);
    this.#initFailed(this.#init, { status: 'error', errorType }, failure);
  }

  #onProcessGone(): void {
    const then = this.#afterReset;
    this.#afterReset = undefined;
    this.#telemetry.reopen();
    this.#become('cold');
    then?.();
  }

  #disappear(): void {
    this.#telemetry.reopen(); // ends the subscribers
    void removeScratch(this.#dir, this.#deps.log).then(() => this.#gone.resolve());
  }

  #become(state: InstanceState): void {
    assertTransition(this.state, state);
    this.state = state;
  }
}
