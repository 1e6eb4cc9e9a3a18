import type { BootedProcess } from './boot.ts';
import type { TelemetryHub } from './telemetry/hub.ts';

/**
 * Freezes what runs on between invocations. Our bootstraps block by themselves; this stops custom
 * runtimes, threads and child processes. AWS does it at once; here a caller in a hurry never pays.
 */
export class Freezer {
  readonly #telemetry: TelemetryHub;
  #hasRested = false;
  #isFrozen = false;

  constructor(telemetry: TelemetryHub) {
    this.#telemetry = telemetry;
  }

  /**
   * Looks at an idle environment now and then; the second look in a row freezes it, unless its
   * runtime is still busy. @returns whether there is nothing left to do
   */
  rest(process: BootedProcess | undefined): boolean {
    if (this.#isFrozen || !process?.handle.freeze) return true;
    if (!this.#hasRested || !process.link.isWaiting()) {
      this.#hasRested = true;
      return false;
    }
    this.#isFrozen = true;
    this.#telemetry.pause();
    process.handle.freeze();
    return true;
  }

  /** Something is about to happen in the environment. */
  wake(process: BootedProcess | undefined): void {
    this.#hasRested = false;
    if (!this.#isFrozen) return;
    this.#isFrozen = false;
    process?.handle.thaw?.();
    this.#telemetry.resume();
  }
}
