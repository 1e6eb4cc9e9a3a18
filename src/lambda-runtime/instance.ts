import { mkdirSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Clock } from '../platform/clock.ts';
import type { Ids } from '../platform/ids.ts';
import { bootProcess, type BootDependencies, type BootedProcess } from './boot.ts';
import { Deadline } from './deadline.ts';
import { exitText, makePlatformFailure } from './failures.ts';
import type { InitializationType } from './environment.ts';
import type { FunctionVersion } from './interface.ts';
import type { Ending, Invocation, InvocationSite } from './invocation.ts';
import type { Delivery, LinkListener, ReportedFailure } from './link.ts';
import {
  createInstanceLog,
  initReportLine,
  initStartLine,
  makeStreamName,
  type InstanceLog,
  type ReportStatus,
} from './logs.ts';
import type { LogWriter } from './log-writer.ts';
import { InvalidEntrypoint } from './runtimes/invalid-entrypoint.ts';
import type { SandboxExit } from './sandbox/driver.ts';
import { assertTransition, type InstanceState } from './states.ts';
import { sortOut } from './take-back.ts';
import { makeTraceId } from './trace-id.ts';

/** https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html#runtimes-lifecycle-ib */
const INIT_LIMIT_MS = 10_000;
/** Of provisioned instances, unless the function's timeout is longer. */
const PROVISIONED_INIT_LIMIT_MS = 130_000;
/** What a function gets when the caller sent nothing. */
const EMPTY_EVENT = Buffer.from('{}');

export interface InstanceDependencies extends BootDependencies {
  clock: Clock;
  ids: Ids;
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

/** Where the present boot stands: INIT comes first, once; later boots happen inside an invocation. */
type Phase = 'init' | 'invoke';

/** One execution environment of one function version; it runs one invocation at a time. */
export class Instance implements LinkListener {
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
  #process: BootedProcess | undefined;
  #running: Invocation | undefined;
  /** Handed over behind the one that runs, in this order. */
  #ahead: Invocation[] = [];
  /** Of INIT, then of every invocation. */
  readonly #deadline: Deadline;
  #phase: Phase = 'init';
  #initStartedMs = 0;
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
    this.#log = createInstanceLog(fn, stream, deps);
    this.#site = { fn, log: this.#log, clock: deps.clock };
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
    const link = this.#process?.link;
    if (this.state !== 'busy' || !link?.deliverAhead) return false;
    const taken = link.deliverAhead(this.#toDelivery(invocation, this.#fn.timeoutMs));
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
    if (running && isRunningUnread) link.deliver(this.#toDelivery(running, this.#fn.timeoutMs));
    else if (running && running !== before) this.#start(running, this.#deps.clock.monotonicMs());
    this.#owner.onUnread(back);
    if (isForged) this.onBroken('an event pipe with other events than were put in');
  }

  /** INIT without an invocation; the instance must be cold. The owner hears `onFree`: idle, or cold again if it failed. */
  warm(): void {
    void this.#boot();
  }

  /** Ends the instance for good, whatever it does. Resolves when its processes and folder are gone. */
  shutdown(reason?: Error): Promise<void> {
    if (this.state !== 'dead') {
      this.#become('dead');
      this.#deadline.close();
      const running = this.#running;
      this.#running = undefined;
      const error = reason ?? new Error('The instance was shut down.');
      running?.reject(error);
      for (const waiting of this.#ahead.splice(0)) waiting.reject(error);
      if (this.#process) this.#process.handle.kill();
      else this.#disappear();
      this.#owner.onDead(this);
    }
    return this.#gone.promise;
  }

  // ---- INIT ----

  async #boot(): Promise<void> {
    this.#become('starting');
    try {
      mkdirSync(join(this.#dir, 'tmp'), { recursive: true });
      const process = await bootProcess(this.#fn, this.#deps, {
        tmpDir: join(this.#dir, 'tmp'),
        logStream: this.#log.ref.stream,
        initializationType: this.#initializationType,
        listener: this,
        isWanted: () => this.state === 'starting',
      });
      if (!process) return; // shut down meanwhile
      this.#launched(process);
    } catch (error) {
      if (error instanceof InvalidEntrypoint) this.#cannotStart(error.message);
      else void this.shutdown(error instanceof Error ? error : new Error(String(error)));
    }
  }

  #cannotStart(text: string): void {
    this.#initStartedMs = this.#deps.clock.monotonicMs();
    if (this.#running && this.#phase === 'invoke') this.#running.startedMs = this.#initStartedMs;
    this.#failedToRun('Runtime.InvalidEntrypoint', text);
  }

  #launched(process: BootedProcess): void {
    const { clock } = this.#deps;
    this.#process = process;
    this.expiresAtEpochMs = process.expiresAtEpochMs;
    this.#become('init');
    this.#log.write(initStartLine(process.version, process.versionArn));
    process.handle.onExit((exit, launchError) => this.#onExit(exit, launchError));
    this.#initStartedMs = clock.monotonicMs();
    this.#deadline.set(this.#initStartedMs + this.#initLimitMs());
    if (this.#phase === 'invoke' && this.#running) this.#running.startedMs = this.#initStartedMs;
  }

  #initLimitMs(): number {
    if (this.#phase === 'invoke' && this.#running) return this.#fn.timeoutMs;
    return this.#initializationType === 'provisioned-concurrency'
      ? Math.max(PROVISIONED_INIT_LIMIT_MS, this.#fn.timeoutMs)
      : INIT_LIMIT_MS;
  }

  onReady(): void {
    const running = this.#running;
    if (this.state !== 'init') return this.onBroken('ready twice');
    this.#readPeak(); // a process that crashes later can no longer be asked
    const nowMs = this.#deps.clock.monotonicMs();
    if (!running) {
      this.#phase = 'invoke';
      this.#become('idle');
      this.#free();
    } else if (this.#phase === 'init') {
      running.initMs = nowMs - this.#initStartedMs;
      this.#phase = 'invoke';
      this.#begin(running, nowMs);
    } else this.#begin(running, running.startedMs);
  }

  onInitFailed(failure: ReportedFailure): void {
    if (this.state !== 'init') return this.onBroken('an init error after INIT');
    this.#initFailed({ status: 'error', errorType: failure.errorType }, failure);
  }

  /** A failed INIT is tried once more inside the invocation ("suppressed init"); then it is the answer. */
  #initFailed(status: ReportStatus, failure?: ReportedFailure): void {
    const durationMs = this.#deps.clock.monotonicMs() - this.#initStartedMs;
    const phase = this.#phase;
    this.#phase = 'invoke';
    this.#reset(() => {
      this.#log.write(initReportLine(durationMs, phase, status));
      const running = this.#running;
      if (!running) this.#free();
      else if (phase === 'init' || !failure) void this.#boot();
      else this.#settle(running, { payload: failure.payload, functionError: 'Unhandled', status });
    });
  }

  // ---- INVOKE ----

  #begin(running: Invocation, startedMs: number): void {
    this.#become('busy');
    const remainingMs = this.#fn.timeoutMs - (this.#deps.clock.monotonicMs() - startedMs);
    this.#start(running, startedMs);
    this.#process?.link.deliver(this.#toDelivery(running, remainingMs));
  }

  #start(running: Invocation, startedMs: number): void {
    running.startedMs = startedMs;
    running.logStart(this.#site);
    this.#deadline.set(startedMs + this.#fn.timeoutMs);
  }

  #toDelivery({ request }: Invocation, remainingMs: number): Delivery {
    const { clock, ids } = this.#deps;
    return {
      requestId: request.requestId,
      payload: request.payload.length > 0 ? request.payload : EMPTY_EVENT,
      invokedArn: request.invokedArn,
      traceId: request.traceId ?? makeTraceId(ids, clock.now()),
      clientContext: request.clientContext,
      remainingMs,
    };
  }

  onResponse(payload: Uint8Array, handlerUs?: number): void {
    if (this.state !== 'busy') return this.onBroken('an answer to nothing');
    this.#answered(payload, undefined, handlerUs);
  }

  onFailure(failure: ReportedFailure): void {
    if (this.state !== 'busy') return this.onBroken('an error to nothing');
    this.#answered(failure.payload, 'Unhandled');
  }

  onLog(text: string): void {
    const { writer } = this.#deps;
    const process = this.#process;
    if (this.#log.write(text) || !process || process.isPaused()) return;
    process.pause();
    writer.whenDrained(() => process.resume());
  }

  onFatal(failure: ReportedFailure, exitStatus: number): void {
    if (this.state !== 'busy') return this.onBroken('a crash out of nothing');
    this.#crashed({ code: exitStatus, signal: null }, failure);
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
    if (this.state === 'init' && (this.#phase === 'init' || !this.#running))
      return this.#initFailed({ status: 'timeout' });
    const running = this.#running;
    if (running) this.#reset(() => this.#settle(running, running.timeOut(this.#site)));
  }

  #crashed(exit: SandboxExit, reported?: ReportedFailure): void {
    const running = this.#running;
    this.#reset(() => {
      if (running) this.#settle(running, running.crash(this.#site, exitText(exit), reported));
      else this.#free();
    });
  }

  // ---- ends ----

  /** An answer came while the process lives on. */
  #answered(payload: Uint8Array, functionError?: 'Unhandled', handlerUs?: number): void {
    const running = this.#running;
    if (!running) return;
    const next = this.#ahead.shift();
    if (!next) this.#become('idle');
    this.#settle(running, functionError ? { payload, functionError } : { payload }, next);
    this.#owner.onAnswer(this, handlerUs);
  }

  /** @param next what the process goes on with; without it the instance is free */
  #settle(running: Invocation, ending: Ending, next?: Invocation): void {
    this.#readPeak();
    const result = running.finish(this.#site, ending, this.#peakBytes);
    this.#running = next;
    // Before the answer: a caller that asks again at once gets this instance again.
    if (next) this.#start(next, this.#deps.clock.monotonicMs());
    else this.#free();
    running.resolve(result);
  }

  #free(): void {
    this.#deadline.lift();
    this.freeSinceEpochMs = this.#deps.clock.now();
    this.#owner.onFree(this);
  }

  // ---- the process ----

  #reset(then: () => void): void {
    this.#deadline.lift();
    this.#become('resetting');
    this.giveBack();
    // Only a function that reads more than its next event keeps any of them.
    for (const lost of this.#ahead.splice(0))
      lost.reject(new Error('The function took this event and ended before it came to it.'));
    this.#afterReset = then;
    this.#readPeak();
    if (this.#process) this.#process.handle.kill();
    else this.#onProcessGone();
  }

  #readPeak(): void {
    this.#peakBytes = Math.max(this.#peakBytes, this.#process?.handle.peakMemoryBytes() ?? 0);
  }

  #onExit(exit: SandboxExit, launchError?: Error): void {
    this.giveBack();
    const reported = this.#process?.link.reported?.();
    this.#process?.link.close();
    this.#process = undefined;
    switch (this.state) {
      case 'dead':
        return this.#disappear();
      case 'resetting':
        return this.#onProcessGone();
      case 'init':
        return this.#exitedInInit(exit, launchError);
      case 'busy':
        return this.#crashed(exit, reported);
      default:
        // Killed from outside while frozen: the next invocation starts it anew.
        return this.#reset(() => {});
    }
  }

  #exitedInInit(exit: SandboxExit, launchError?: Error): void {
    if (launchError) this.#failedToRun('Runtime.InvalidEntrypoint', launchError.message);
    else this.#failedToRun('Runtime.ExitError', exitText(exit));
  }

  /** There is no process (any more) and it reported nothing. */
  #failedToRun(errorType: string, text: string): void {
    const requestId = this.#running?.request.requestId;
    this.#log.write(`${requestId ? `RequestId: ${requestId} ` : ''}Error: ${text}\n${errorType}\n`);
    this.#initFailed(
      { status: 'error', errorType },
      makePlatformFailure(errorType, requestId, text),
    );
  }

  #onProcessGone(): void {
    const then = this.#afterReset;
    this.#afterReset = undefined;
    this.#become('cold');
    then?.();
  }

  #disappear(): void {
    void rm(this.#dir, { recursive: true, force: true })
      .catch((error: unknown) =>
        this.#deps.log.warn('A scratch folder was left behind', { dir: this.#dir, error }),
      )
      .then(() => this.#gone.resolve());
  }

  #become(state: InstanceState): void {
    assertTransition(this.state, state);
    this.state = state;
  }
}
