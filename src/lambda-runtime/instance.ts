import { Ahead } from './ahead.ts';
import type { BootedProcess } from './boot.ts';
import { Deadline } from './deadline.ts';
import type { InitializationType } from './environment.ts';
import type { PartListener } from './extensions/environment-processes.ts';
import type { ShutdownReason } from './extensions/extension.ts';
import { exitText, runtimeExitFailure } from './failures.ts';
import { InitPhase } from './init-phase.ts';
import type { InstanceDependencies, InstanceOwner } from './instance-owner.ts';
import type { FunctionVersion } from './interface.ts';
import type { Ending, Invocation, InvocationSite } from './invocation.ts';
import type { LinkListener, ReportedFailure } from './link.ts';
import type { ReportStatus } from './logs.ts';
import { ProcessSlot } from './process-slot.ts';
import { InvalidEntrypoint } from './runtimes/invalid-entrypoint.ts';
import type { OnTaken } from './response-stream.ts';
import type { SandboxExit } from './sandbox/driver.ts';
import { assertTransition, type InstanceState } from './states.ts';

/** One execution environment of one function version; it runs one invocation at a time. */
export class Instance implements LinkListener, PartListener {
  readonly id: string;
  /** When it became free, in virtual time. */
  freeSinceEpochMs = 0;
  /** Its credentials end then. */
  expiresAtEpochMs = Infinity;
  state: InstanceState = 'cold';
  /** Whom it serves, where every tenant has instances of its own. */
  readonly tenantId: string | undefined;

  readonly #fn: FunctionVersion;
  readonly #initializationType: InitializationType;
  readonly #deps: InstanceDependencies;
  readonly #owner: InstanceOwner;
  readonly #slot: ProcessSlot;
  readonly #site: InvocationSite;
  #running: Invocation | undefined;
  readonly #ahead = new Ahead();
  /** Of INIT, then of every invocation. */
  readonly #deadline: Deadline;
  /** How the invocation ended whose extensions are still at work. */
  #ending: Ending | undefined;
  /** The present INIT, or the last one. */
  #init: InitPhase | undefined;

  constructor(
    fn: FunctionVersion,
    deps: InstanceDependencies,
    owner: InstanceOwner,
    initializationType: InitializationType = 'on-demand',
    tenantId?: string,
  ) {
    this.#fn = fn;
    this.#initializationType = initializationType;
    this.#deps = deps;
    this.#owner = owner;
    this.tenantId = tenantId;
    this.#deadline = new Deadline(deps.clock, () => this.#timedOut());
    this.id = deps.ids.hex(32);
    this.#slot = new ProcessSlot(fn, deps, this.id);
    const { log } = this.#slot;
    this.#site = { fn, log, clock: deps.clock, ids: deps.ids };
    deps.onLogStream?.(fn, fn.logGroup, log.ref.stream);
  }

  /** Runs one invocation; the instance must be idle or cold. */
  invoke(invocation: Invocation): void {
    this.#running = invocation;
    if (this.state === 'idle') this.#begin(invocation, this.#deps.clock.monotonicMs());
    else void this.#boot();
  }

  /** How many invocations wait inside. */
  get aheadCount(): number {
    return this.#ahead.count;
  }

  /** Hands over an invocation that runs after the present one. @returns false when it cannot be taken */
  invokeAhead(invocation: Invocation): boolean {
    if (this.state !== 'busy' || this.#slot.hasExtensions) return false;
    return this.#ahead.push(invocation, this.#site, this.#slot.process?.link);
  }

  /** How long the present invocation has been running while others wait behind it. */
  stalledMs(nowMs: number): number {
    return this.#running && this.#ahead.count > 0 ? nowMs - this.#running.startedMs : 0;
  }

  /** Takes back what waits inside and was not read, for others to run. */
  giveBack(): void {
    const before = this.#running;
    const sorted = this.#ahead.takeBack(this.#slot.process?.link, before);
    if (!sorted) return;
    const { running, isRunningUnread, back, isForged } = sorted;
    this.#running = running;
    if (running && isRunningUnread)
      this.#slot.deliver(running.toDelivery(this.#site, this.#fn.timeoutMs));
    else if (running && running !== before) this.#start(running, this.#deps.clock.monotonicMs());
    this.#owner.onUnread(back);
    if (isForged) this.onBroken('an event pipe with other events than were put in');
  }

  /** INIT without an invocation; the instance must be cold. The owner hears `onFree`: idle, or cold again if it failed. */
  warm(): void {
    void this.#boot();
  }

  /** @returns whether nothing is left to be frozen; see `ProcessSlot.rest` */
  rest(): boolean {
    return this.state !== 'idle' || this.#slot.rest();
  }

  /** Ends the instance for good, whatever it does. Resolves when its processes and folder are gone. */
  shutdown(reason?: Error): Promise<void> {
    if (this.state !== 'dead') {
      this.#become('dead');
      this.#deadline.close();
      const error = reason ?? new Error('The instance was shut down.');
      this.#running?.fail(error);
      this.#running = undefined;
      this.#ahead.fail(error);
      if (!this.#slot.end('spindown')) this.#slot.remove();
      this.#owner.onDead(this);
    }
    return this.#slot.removed;
  }

  // ---- INIT ----

  async #boot(): Promise<void> {
    this.#become('starting');
    try {
      const isWanted = (): boolean => this.state === 'starting';
      const process = await this.#slot.boot(this, this.#initializationType, isWanted);
      if (process) this.#launched(process); // else it was shut down meanwhile
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
    this.expiresAtEpochMs = process.expiresAtEpochMs;
    this.#become('init');
    const init = this.#beginInit();
    init.logStart(process);
    process.handle.onExit((exit, launchError) => this.#onExit(exit, launchError));
    this.#deadline.set(init.startedMs + init.limitMs(this.#running !== undefined));
    process.start();
  }

  onReady(): void {
    if (this.state !== 'init') return this.onBroken('ready twice');
    this.#init?.logRuntimeDone();
    this.#slot.closeRegistration();
    this.onWaiting();
  }

  /** INIT and INVOKE are over when the runtime and all extensions have called Next. */
  onWaiting(): void {
    const process = this.#slot.process;
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
    this.#slot.readPeak(); // a process that crashes later can no longer be asked
    process.handle.limitCpu();
    const durationMs = init.end(process.extensions.all);
    init.logReport();
    this.#slot.telemetry.close();
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
    init?.logRuntimeDone(status);
    init?.end(this.#slot.process?.extensions.all ?? []);
    this.#reset(status.status === 'timeout' ? 'timeout' : 'failure', () => {
      init?.logReport(status);
      const running = this.#running;
      if (!running) this.#free();
      else if (init?.phase === 'init' || !failure) void this.#boot();
      else this.#settle(running, { payload: failure.payload, functionError: 'Unhandled', status });
    });
  }

  // ---- INVOKE ----

  #begin(running: Invocation, startedMs: number): void {
    this.#slot.wake();
    this.#become('busy');
    const remainingMs = this.#fn.timeoutMs - (this.#deps.clock.monotonicMs() - startedMs);
    // First: whatever else there is to do is done while the function runs.
    this.#slot.deliver(running.toDelivery(this.#site, remainingMs));
    this.#start(running, startedMs);
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

  onStreamStart(contentType: string, onTaken: OnTaken): void {
    if (this.state !== 'busy' || !this.#running?.openStream(contentType, onTaken))
      this.onBroken('a stream to nothing');
  }

  onStreamData(chunk: Uint8Array): boolean {
    const hasRoom = this.state === 'busy' ? this.#running?.pushPiece(chunk) : undefined;
    if (hasRoom === undefined) this.onBroken('a piece of no stream, or a stream without measure');
    return hasRoom ?? false;
  }

  onStreamEnd(): void {
    this.#running?.stream?.end(true);
  }

  onLog(text: string, from?: 'function' | 'extension'): void {
    this.#slot.write(text, from);
  }

  onFatal(failure: ReportedFailure, exitStatus: number): void {
    if (this.state !== 'busy' && this.state !== 'finishing') {
      return this.onBroken('a crash out of nothing');
    }
    this.#crashed('Runtime.ExitError', exitText({ code: exitStatus, signal: null }), failure);
  }

  onBroken(reason: string): void {
    if (this.state === 'dead' || this.state === 'resetting' || this.state === 'cold') return;
    this.#slot.breakOff(reason);
  }

  #timedOut(): void {
    const init = this.state === 'init' ? this.#init : undefined;
    const running = this.#running;
    if (init && (init.phase === 'init' || !running))
      return this.#initFailed(init, { status: 'timeout' });
    if (!running) return;
    if (init) {
      init.logRuntimeDone({ status: 'timeout' });
      init.end(this.#slot.process?.extensions.all ?? []);
      init.logReport({ status: 'timeout' });
    }
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
    if (!this.#slot.hasExtensions) {
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
    this.#slot.readPeak();
    const result = running.finish(this.#site, ending, this.#slot.peakBytes);
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

  #reset(reason: ShutdownReason, then: () => void): void {
    this.#deadline.lift();
    this.#become('resetting');
    this.giveBack();
    // Only a function that reads more than its next event keeps any of them.
    this.#ahead.fail(new Error('The function took this event and ended before it came to it.'));
    this.#slot.reset(reason, () => {
      this.#become('cold');
      then();
    });
  }

  /** Nothing runs any more. */
  #onExit(exit: SandboxExit, launchError?: Error): void {
    this.giveBack();
    const { reported, firstError } = this.#slot.clear(exit);
    if (this.state === 'dead') return this.#slot.remove();
    if (this.state === 'resetting') return this.#slot.gone();
    const { errorType, text } = runtimeExitFailure(exit, launchError, firstError);
    this.onPartFailed(errorType, text, reported);
  }

  onPartFailed(
    errorType: string,
    text: string,
    reported: ReportedFailure | undefined = this.#slot.process?.link.reported?.(),
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
    const failure = this.#init?.fail(this.#running?.request.requestId, errorType, text);
    this.#initFailed(this.#init, { status: 'error', errorType }, failure);
  }

  #become(state: InstanceState): void {
    assertTransition(this.state, state);
    this.state = state;
  }
}
