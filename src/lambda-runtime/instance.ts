import { join } from 'node:path';
import type { Clock } from '../platform/clock.ts';
import { bootProcess, type BootDependencies, type BootedProcess } from './boot.ts';
import { Deadline } from './deadline.ts';
import type { InitializationType } from './environment.ts';
import type { PartListener } from './extensions/environment-processes.ts';
import type { ShutdownReason } from './extensions/extension.ts';
import { exitText, makePlatformFailure, runtimeExitFailure } from './failures.ts';
import { Freezer } from './freezer.ts';
import { InitPhase } from './init-phase.ts';
import type { FunctionVersion } from './interface.ts';
import type { Ending, Invocation, InvocationSite } from './invocation.ts';
import type { LinkListener, ReportedFailure } from './link.ts';
import { createInstanceLog, makeStreamName, type InstanceLog, type ReportStatus } from './logs.ts';
import type { LogWriter } from './log-writer.ts';
import { faultEvent } from './platform-events.ts';
import { InvalidEntrypoint } from './runtimes/invalid-entrypoint.ts';
import type { SandboxExit } from './sandbox/driver.ts';
import { makeScratch, removeScratch } from './scratch.ts';
import { assertTransition, type InstanceState } from './states.ts';
import { sortOut } from './take-back.ts';
import { TelemetryHub } from './telemetry/hub.ts';

/** https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html#runtimes-lifecycle-ib */
const INIT_LIMIT_MS = 10_000;
/** Of provisioned instances, unless the function's timeout is longer. */
const PROVISIONED_INIT_LIMIT_MS = 130_000;

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
  /** An answer came. @param handlerUs as of `LinkListener.onResponse` */
  onAnswer(instance: Instance, handlerUs: number | undefined): void;
  /** These were waiting inside an instance and no handler has seen them: they go elsewhere. */
  onUnread(invocations: readonly Invocation[]): void;
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
  readonly #initializationType: InitializationType;
  readonly #deps: InstanceDependencies;
  readonly #owner: InstanceOwner;
  readonly #dir: string;
  readonly #log: InstanceLog;
  readonly #site: InvocationSite;
  readonly #telemetry: TelemetryHub;
  readonly #freezer: Freezer;
  #process: BootedProcess | undefined;
  #running: Invocation | undefined;
  /** Handed over behind the one that runs, in this order. */
  #ahead: Invocation[] = [];
  /** Of INIT, then of every invocation. */
  readonly #deadline: Deadline;
  /** How the invocation ended whose extensions are still at work. */
  #ending: Ending | undefined;
  /** The present INIT, or the last one. */
  #init: InitPhase | undefined;
  #peakBytes = 0;
  /** What to do once the process tree that is being killed has gone. */
  #afterReset: (() => void) | undefined;
  readonly #gone = Promise.withResolvers<void>();

  constructor(
    fn: FunctionVersion,
    deps: InstanceDependencies,
    owner: InstanceOwner,
    initializationType: InitializationType = 'on-demand',
  ) {
    this.#fn = fn;
    this.#initializationType = initializationType;
    this.#deps = deps;
    this.#owner = owner;
    this.#deadline = new Deadline(deps.clock, () => this.#timedOut());
    this.id = deps.ids.hex(32);
    this.#dir = join(deps.instancesDir, this.id);
    const stream = makeStreamName(deps.clock.now(), fn.version, this.id);
    this.#telemetry = new TelemetryHub(deps.clock);
    this.#freezer = new Freezer(this.#telemetry);
    this.#log = createInstanceLog(fn, stream, { ...deps, telemetry: this.#telemetry });
    this.#site = { fn, log: this.#log, clock: deps.clock, ids: deps.ids };
    deps.onLogStream?.(fn, fn.logGroup, stream);
  }

  /** Runs one invocation; the instance must be idle or cold. */
  invoke(invocation: Invocation): void {
    this.#running = invocation;
    if (this.state === 'idle') this.#begin(invocation, this.#deps.clock.monotonicMs());
    else void this.#boot();
  }

  /** How many invocations wait inside. */
  get aheadCount(): number {
    return this.#ahead.length;
  }

  /** Hands over an invocation that runs after the present one. @returns false when it cannot be taken */
  invokeAhead(invocation: Invocation): boolean {
    const process = this.#process;
    const link = process?.link;
    if (this.state !== 'busy' || !link?.deliverAhead || process?.extensions.size !== 0)
      return false;
    const taken = link.deliverAhead(invocation.toDelivery(this.#site, this.#fn.timeoutMs));
    if (taken) this.#ahead.push(invocation);
    return taken;
  }

  /** How long the present invocation has been running while others wait behind it. */
  stalledMs(nowMs: number): number {
    return this.#running && this.#ahead.length > 0 ? nowMs - this.#running.startedMs : 0;
  }

  /** Takes back what waits inside and was not read, for others to run. */
  giveBack(): void {
    const link = this.#process?.link;
    if (this.#ahead.length === 0 || !link?.takeBack) return;
    const before = this.#running;
    const { running, isRunningUnread, kept, back, isForged } = sortOut(
      before,
      this.#ahead,
      new Set(link.takeBack()),
    );
    this.#ahead = kept;
    this.#running = running;
    if (running && isRunningUnread)
      link.deliver(running.toDelivery(this.#site, this.#fn.timeoutMs));
    else if (running && running !== before) this.#start(running, this.#deps.clock.monotonicMs());
    this.#owner.onUnread(back);
    if (isForged) this.onBroken('an event pipe with other events than were put in');
  }

  /** INIT without an invocation; the instance must be cold. The owner hears `onFree`: idle, or cold again if it failed. */
  warm(): void {
    void this.#boot();
  }

  /** @returns whether nothing is left to be frozen; see `Freezer.rest` */
  rest(): boolean {
    return this.state !== 'idle' || this.#freezer.rest(this.#process);
  }

  /** Ends the instance for good, whatever it does. Resolves when its processes and folder are gone. */
  shutdown(reason?: Error): Promise<void> {
    if (this.state !== 'dead') {
      this.#become('dead');
      this.#deadline.close();
      const running = this.#running;
      this.#running = undefined;
      const error = reason ?? new Error('The instance was shut down.');
      running?.fail(error);
      for (const waiting of this.#ahead.splice(0)) waiting.fail(error);
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
        initializationType: this.#initializationType,
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
    const phase = this.#init ? 'invoke' : 'init';
    const init = new InitPhase(this.#site, this.#initializationType, phase);
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
    this.#deadline.set(init.startedMs + this.#initLimitMs(init));
    process.start();
  }

  #initLimitMs({ phase }: InitPhase): number {
    if (phase === 'invoke' && this.#running) return this.#fn.timeoutMs;
    return this.#initializationType === 'provisioned-concurrency'
      ? Math.max(PROVISIONED_INIT_LIMIT_MS, this.#fn.timeoutMs)
      : INIT_LIMIT_MS;
  }

  onReady(): void {
    if (this.state !== 'init') return this.onBroken('ready twice');
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
      this.#become('idle');
      this.#settle(running, this.#ending);
    }
  }

  #initDone(process: BootedProcess): void {
    const init = this.#init;
    const running = this.#running;
    if (!init) return;
    this.#readPeak(); // a process that crashes later can no longer be asked
    const durationMs = init.elapsedMs();
    init.logExtensions(process.extensions.all);
    init.logReport(durationMs);
    this.#telemetry.close();
    if (!running) {
      this.#become('idle');
      return this.#free();
    }
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
    const { clock } = this.#deps;
    const process = this.#process;
    this.#freezer.wake(process);
    this.#become('busy');
    const remainingMs = this.#fn.timeoutMs - (clock.monotonicMs() - startedMs);
    this.#start(running, startedMs);
    const delivery = running.toDelivery(this.#site, remainingMs);
    process?.link.deliver(delivery);
    if (process && process.extensions.size > 0) {
      process.extensions.invoke(delivery, clock.now() - clock.offsetMs());
    }
  }

  #start(running: Invocation, startedMs: number): void {
    running.startedMs = startedMs;
    running.logStart(this.#site);
    this.#deadline.set(startedMs + this.#fn.timeoutMs);
  }

  onResponse(payload: Uint8Array, handlerUs?: number): void {
    if (this.state !== 'busy') return this.onBroken('an answer to nothing');
    this.#answered(payload, undefined, handlerUs);
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

  #timedOut(): void {
    const init = this.#init;
    if (this.state === 'init' && (init?.phase === 'init' || !this.#running))
      return this.#initFailed(init, { status: 'timeout' });
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
  #answered(payload: Uint8Array, functionError?: 'Unhandled', handlerUs?: number): void {
    const running = this.#running;
    if (!running) return;
    const ending = functionError ? { payload, functionError } : { payload };
    if (!this.#process || this.#process.extensions.size === 0) {
      const next = this.#ahead.shift();
      if (!next) this.#become('idle');
      this.#settle(running, ending, next);
      return this.#owner.onAnswer(this, handlerUs);
    }
    this.#become('finishing'); // the function's timeout goes on: it holds for extensions too
    this.#ending = ending;
    running.answerEarly(this.#site, ending);
    this.onWaiting();
  }

  /** @param next what the process goes on with; without it the instance is free */
  #settle(running: Invocation, ending: Ending, next?: Invocation): void {
    this.#ending = undefined;
    this.#readPeak();
    const result = running.finish(this.#site, ending, this.#peakBytes);
    this.#running = next;
    // Before the answer: a caller that asks again at once gets this instance again.
    if (next) this.#start(next, this.#deps.clock.monotonicMs());
    else this.#free();
    running.answer(result);
  }

  #free(): void {
    this.#deadline.lift();
    this.freeSinceEpochMs = this.#deps.clock.now();
    this.#owner.onFree(this);
  }

  // ---- the process ----

  #reset(reason: ShutdownReason, then: () => void): void {
    this.#deadline.lift();
    this.#become('resetting');
    this.giveBack();
    // Only a function that reads more than its next event keeps any of them.
    for (const lost of this.#ahead.splice(0))
      lost.fail(new Error('The function took this event and ended before it came to it.'));
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
    this.giveBack();
    const process = this.#process;
    const reported = process?.link.reported?.();
    process?.link.close();
    this.#process = undefined;
    if (this.state === 'dead') return this.#disappear();
    if (this.state === 'resetting') return this.#onProcessGone();
    const firstError = process?.extensions.firstError;
    const { errorType, text } = runtimeExitFailure(exit, launchError, firstError);
    this.onPartFailed(errorType, text, reported);
  }

  onPartFailed(
    errorType: string,
    text: string,
    reported: ReportedFailure | undefined = this.#process?.link.reported?.(),
  ): void {
    switch (this.state) {
      case 'dead':
      case 'resetting':
        return;
      case 'init':
        return this.#failedToRun(errorType, text);
      case 'busy':
      case 'finishing':
        return this.#crashed(errorType, text, reported);
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
