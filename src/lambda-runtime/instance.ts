import { mkdirSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Clock, Timer } from '../platform/clock.ts';
import type { Ids } from '../platform/ids.ts';
import { bootProcess, type BootDependencies, type BootedProcess } from './boot.ts';
import { exitText, makePlatformFailure } from './failures.ts';
import type { FunctionVersion, InvocationRequest, InvocationResult } from './interface.ts';
import { Invocation, type Ending, type InvocationSite } from './invocation.ts';
import type { LinkListener, ReportedFailure } from './link.ts';
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
import { makeTraceId } from './trace-id.ts';

/** https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html#runtimes-lifecycle-ib */
const INIT_LIMIT_MS = 10_000;
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
  readonly #deps: InstanceDependencies;
  readonly #owner: InstanceOwner;
  readonly #dir: string;
  readonly #log: InstanceLog;
  readonly #site: InvocationSite;
  #process: BootedProcess | undefined;
  #running: Invocation | undefined;
  #timer: Timer | undefined;
  #phase: Phase = 'init';
  #initStartedMs = 0;
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
    this.#log = createInstanceLog(fn, stream, deps);
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

  /** Ends the instance for good, whatever it does. Resolves when its processes and folder are gone. */
  shutdown(reason?: Error): Promise<void> {
    if (this.state !== 'dead') {
      this.#become('dead');
      this.#timer?.cancel();
      const running = this.#running;
      this.#running = undefined;
      running?.reject(reason ?? new Error('The instance was shut down.'));
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
    if (this.#phase === 'init') {
      this.#timer = clock.realTimeout(INIT_LIMIT_MS, () => this.#initFailed({ status: 'timeout' }));
    } else if (this.#running) {
      this.#running.startedMs = this.#initStartedMs;
      this.#armTimeout(this.#fn.timeoutMs);
    }
    process.begin();
  }

  onReady(): void {
    const running = this.#running;
    if (this.state !== 'init' || !running) return this.onBroken('ready twice');
    this.#timer?.cancel();
    this.#readPeak(); // a process that crashes later can no longer be asked
    this.#process?.handle.limitCpu();
    const nowMs = this.#deps.clock.monotonicMs();
    if (this.#phase === 'init') {
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
    const { clock, ids } = this.#deps;
    const { request } = running;
    running.startedMs = startedMs;
    this.#become('busy');
    running.logStart(this.#site);
    const remainingMs = this.#fn.timeoutMs - (clock.monotonicMs() - startedMs);
    this.#armTimeout(remainingMs);
    this.#process?.link.deliver({
      requestId: request.requestId,
      payload: request.payload.length > 0 ? request.payload : EMPTY_EVENT,
      invokedArn: request.invokedArn,
      traceId: request.traceId ?? makeTraceId(ids, clock.now()),
      clientContext: request.clientContext,
      remainingMs,
    });
  }

  onResponse(payload: Uint8Array): void {
    if (this.state !== 'busy') return this.onBroken('an answer to nothing');
    this.#answered(payload);
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
    this.#process?.link.close(); // whatever it goes on to say does not count
    this.#process?.handle.kill(); // its exit is then handled as a crash
  }

  #armTimeout(delayMs: number): void {
    this.#timer?.cancel();
    this.#timer = this.#deps.clock.realTimeout(Math.max(0, delayMs), () => this.#timedOut());
  }

  #timedOut(): void {
    const running = this.#running;
    if (running) this.#reset(() => this.#settle(running, running.timeOut(this.#site)));
  }

  #crashed(exit: SandboxExit, reported?: ReportedFailure): void {
    const running = this.#running;
    this.#reset(() => {
      if (running) this.#settle(running, running.crash(this.#site, exit, reported));
      else this.#free();
    });
  }

  // ---- ends ----

  /** An answer came while the process lives on. */
  #answered(payload: Uint8Array, functionError?: 'Unhandled'): void {
    const running = this.#running;
    if (!running) return;
    this.#timer?.cancel();
    this.#become('idle');
    this.#settle(running, functionError ? { payload, functionError } : { payload });
  }

  #settle(running: Invocation, ending: Ending): void {
    this.#running = undefined;
    this.#readPeak();
    const result = running.finish(this.#site, ending, this.#peakBytes);
    // Free before the answer: a caller that asks again at once gets this instance again.
    this.#free();
    running.resolve(result);
  }

  #free(): void {
    this.freeSinceEpochMs = this.#deps.clock.now();
    this.#owner.onFree(this);
  }

  // ---- the process ----

  #reset(then: () => void): void {
    this.#timer?.cancel();
    this.#become('resetting');
    this.#afterReset = then;
    this.#readPeak();
    if (this.#process) this.#process.handle.kill();
    else this.#onProcessGone();
  }

  #readPeak(): void {
    this.#peakBytes = Math.max(this.#peakBytes, this.#process?.handle.peakMemoryBytes() ?? 0);
  }

  #onExit(exit: SandboxExit, launchError?: Error): void {
    this.#process?.link.close();
    this.#process = undefined;
    if (exit.outOfMemory) this.#peakBytes = this.#fn.memoryMb * 2 ** 20;
    switch (this.state) {
      case 'dead':
        return this.#disappear();
      case 'resetting':
        return this.#onProcessGone();
      case 'init':
        return this.#exitedInInit(exit, launchError);
      case 'busy':
        return this.#crashed(exit);
      default:
        // Killed from outside while frozen: the next invocation starts it anew.
        return this.#reset(() => {});
    }
  }

  #exitedInInit(exit: SandboxExit, launchError?: Error): void {
    if (launchError) this.#failedToRun('Runtime.InvalidEntrypoint', launchError.message);
    else {
      const errorType = exit.outOfMemory ? 'Runtime.OutOfMemory' : 'Runtime.ExitError';
      this.#failedToRun(errorType, exitText(exit));
    }
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
    this.#deps.driver.forget(join(this.#dir, 'tmp'));
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
