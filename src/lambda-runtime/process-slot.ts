import { join } from 'node:path';
import { bootProcess, type BootDependencies, type BootedProcess } from './boot.ts';
import type { InitializationType } from './environment.ts';
import type { PartListener } from './extensions/environment-processes.ts';
import type { ShutdownReason } from './extensions/extension.ts';
import type { FunctionVersion } from './interface.ts';
import type { Delivery, LinkListener, ReportedFailure } from './link.ts';
import type { LogWriter } from './log-writer.ts';
import { createInstanceLog, makeStreamName, type InstanceLog } from './logs.ts';
import type { SandboxExit } from './sandbox/driver.ts';
import { makeScratch, removeScratch, scratchIn } from './scratch.ts';
import type { StartGate } from './start-gate.ts';
import { TelemetryHub } from './telemetry/hub.ts';

export interface SlotDependencies extends BootDependencies {
  writer: LogWriter;
  gate: StartGate;
  instancesDir: string;
}

/**
 * Where the processes of one instance run, boot after boot, and what outlives each of them: the
 * scratch folder, the log stream, the telemetry and the peak of memory.
 */
export class ProcessSlot {
  readonly log: InstanceLog;
  readonly telemetry: TelemetryHub;
  /** Undefined before the first boot and after the end of each. */
  process: BootedProcess | undefined;
  peakBytes = 0;
  readonly #fn: FunctionVersion;
  readonly #deps: SlotDependencies;
  readonly #dir: string;
  readonly #removal = Promise.withResolvers<void>();
  /** Lets the next environment start; called when INIT is over. */
  #leaveGate: (() => void) | undefined;
  #hasBooted = false;
  #hasRested = false;
  #isFrozen = false;
  /** What to do once the process tree that is being killed has gone. */
  #whenGone: (() => void) | undefined;

  /** @param id names its folder and its log stream */
  constructor(fn: FunctionVersion, deps: SlotDependencies, id: string) {
    this.#fn = fn;
    this.#deps = deps;
    this.#dir = join(deps.instancesDir, id);
    this.telemetry = new TelemetryHub(deps.clock);
    const stream = makeStreamName(deps.clock.now(), fn.version, id);
    this.log = createInstanceLog(fn, stream, { ...deps, telemetry: this.telemetry });
  }

  /** @returns undefined when it was not wanted any more */
  async boot(
    listener: LinkListener & PartListener,
    initializationType: InitializationType,
    isWanted: () => boolean,
  ): Promise<BootedProcess | undefined> {
    this.#leaveGate = await this.#deps.gate.enter();
    try {
      if (!isWanted()) return undefined;
      const isFirst = !this.#hasBooted;
      this.#hasBooted = true;
      return (this.process = await bootProcess(this.#fn, this.#deps, {
        tmpDir: makeScratch(this.#dir),
        log: this.log,
        telemetry: this.telemetry,
        initializationType,
        isFirst,
        listener,
        isWanted,
      }));
    } finally {
      if (!this.process) this.#leaveGate();
    }
  }

  get hasExtensions(): boolean {
    return this.process !== undefined && this.process.extensions.size > 0;
  }

  /** INIT is over for the runtime: nobody may register any more. */
  closeRegistration(): void {
    this.#leaveGate?.();
    this.process?.extensions.close();
    if (this.hasExtensions) this.process?.link.keepRunning?.();
  }

  /** Hands an event to the runtime, and to the extensions that want to hear of it. */
  deliver(delivery: Delivery): void {
    const { clock } = this.#deps;
    this.process?.link.deliver(delivery);
    if (!this.hasExtensions) return;
    this.process?.extensions.invoke(delivery, clock.now() - clock.offsetMs());
  }

  /** A line for the log; who writes more than it can take is held back. */
  write(text: string, from?: 'function' | 'extension'): void {
    const { process } = this;
    if (this.log.write(text, from) || !process || process.isPaused()) return;
    process.pause();
    this.#deps.writer.whenDrained(() => process.resume());
  }

  /** While a process that may crash later can still be asked. */
  readPeak(): void {
    this.peakBytes = Math.max(this.peakBytes, this.process?.handle.peakMemoryBytes() ?? 0);
  }

  /**
   * Looks at an idle environment now and then; the second look in a row freezes it, unless its runtime
   * is still busy. Our bootstraps block by themselves; this stops custom runtimes, threads and child
   * processes. AWS does it at once; here a caller in a hurry never pays.
   * @returns whether there is nothing left to do
   */
  rest(): boolean {
    const { process } = this;
    if (this.#isFrozen || !process?.handle.freeze) return true;
    if (!this.#hasRested || !process.link.isWaiting()) {
      this.#hasRested = true;
      return false;
    }
    this.#isFrozen = true;
    this.telemetry.pause();
    process.handle.freeze();
    return true;
  }

  /** Something is about to happen in the environment. */
  wake(): void {
    this.#hasRested = false;
    if (!this.#isFrozen) return;
    this.#isFrozen = false;
    this.process?.handle.thaw?.();
    this.telemetry.resume();
  }

  /** Begins the SHUTDOWN phase. @returns false when nothing runs */
  end(reason: ShutdownReason): boolean {
    this.wake();
    this.telemetry.flush();
    const { process } = this;
    process?.end(reason); // what is gone already may tell at once, which clears the slot
    return process !== undefined;
  }

  /** Ends the processes so that others can be booted. @param then when `gone` is told of it, or at once when nothing runs */
  reset(reason: ShutdownReason, then: () => void): void {
    this.#whenGone = then;
    this.readPeak();
    if (!this.end(reason)) this.gone();
  }

  /** What `reset` began is complete. */
  gone(): void {
    const then = this.#whenGone;
    this.#whenGone = undefined;
    this.telemetry.reopen();
    then?.();
  }

  /** Ends a runtime that broke the protocol, as a crash: its exit is still to be told. */
  breakOff(reason: string): void {
    this.#deps.log.warn('A runtime broke the protocol and was ended', {
      function: this.#fn.arn,
      reason,
    });
    this.process?.link.close(); // whatever it goes on to say does not count
    this.process?.handle.kill();
  }

  /** All processes have ended. @returns what they had reported before */
  clear(exit: SandboxExit): {
    reported: ReportedFailure | undefined;
    firstError: string | undefined;
  } {
    const { process } = this;
    const said = {
      reported: process?.link.reported?.(),
      firstError: process?.extensions.firstError,
    };
    process?.link.close();
    this.process = undefined;
    this.#leaveGate?.();
    if (exit.outOfMemory) this.peakBytes = this.#fn.memoryMb * 2 ** 20;
    return said;
  }

  /** Nothing will be booted here again. */
  remove(): void {
    this.telemetry.reopen(); // ends the subscribers
    this.#deps.driver.forget(scratchIn(this.#dir));
    void removeScratch(this.#dir, this.#deps.log).then(this.#removal.resolve);
  }

  /** Resolves when everything has ended and the folder has gone; never rejects. */
  get removed(): Promise<void> {
    return this.#removal.promise;
  }
}
