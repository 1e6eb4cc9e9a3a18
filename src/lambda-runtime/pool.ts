import type { Timer } from '../platform/clock.ts';
import type { Concurrency, ConcurrencyLimits } from './concurrency.ts';
import { Instance, type InstanceDependencies, type InstanceOwner } from './instance.ts';
import type { FunctionVersion, InvocationRequest, InvocationResult } from './interface.ts';

/** An instance is not given work when its credentials end within this (a function runs 15 minutes at most). */
const CREDENTIALS_MARGIN_MS = 15 * 60_000;

/** How often idle instances are looked at; the second look freezes them. */
const REST_MS = 25;

export interface PoolDependencies extends InstanceDependencies {
  limits: ConcurrencyLimits;
  keepAliveMs: number;
}

/** The instances of one function version (one `configId`). */
export class Pool implements InstanceOwner {
  readonly fn: FunctionVersion;
  readonly #deps: PoolDependencies;
  readonly #counters: Concurrency;
  readonly #all = new Set<Instance>();
  /** The last one freed is used first: few hot instances beat many lukewarm ones. */
  readonly #free: Instance[] = [];
  #sweep: Timer | undefined;
  #resting: Timer | undefined;
  #retired = false;

  constructor(fn: FunctionVersion, deps: PoolDependencies) {
    this.fn = fn;
    this.#deps = deps;
    this.#counters = deps.limits.countersOf(fn);
  }

  get size(): number {
    return this.#all.size;
  }

  /**
   * Runs one invocation on a free instance or a new one.
   * @param reserved the function's reserved concurrency now; it may change while instances live on
   * @throws ConcurrencyExceeded
   */
  invoke(request: InvocationRequest, reserved: number | undefined): Promise<InvocationResult> {
    const { limits } = this.#deps;
    limits.enter(this.#counters, reserved);
    return new Promise((resolve, reject) => {
      this.#take().invoke(
        request,
        (result) => {
          limits.leave(this.#counters);
          resolve(result);
        },
        (error) => {
          limits.leave(this.#counters);
          reject(error instanceof Error ? error : new Error(String(error)));
        },
      );
    });
  }

  /** Free instances end now, busy ones after their invocation. */
  retire(): void {
    this.#retired = true;
    this.#sweep?.cancel();
    this.#resting?.cancel();
    for (const instance of this.#free.splice(0)) void instance.shutdown();
  }

  /** Ends everything, invocations included. */
  async shutdown(reason: Error): Promise<void> {
    this.retire();
    await Promise.all([...this.#all].map((instance) => instance.shutdown(reason)));
  }

  onFree(instance: Instance): void {
    if (this.#retired) return void instance.shutdown();
    this.#free.push(instance);
    const { clock, keepAliveMs } = this.#deps;
    this.#sweep ??= clock.after(keepAliveMs, () => this.#retireIdle());
    this.#resting ??= clock.realTimeout(REST_MS, () => this.#restIdle());
  }

  onDead(instance: Instance): void {
    const at = this.#free.indexOf(instance);
    if (at >= 0) this.#free.splice(at, 1);
    // Extensions take their time to end, and stopping waits for them.
    void instance.shutdown().then(() => this.#all.delete(instance));
  }

  #take(): Instance {
    const nowEpochMs = this.#deps.clock.now();
    for (let instance = this.#free.pop(); instance; instance = this.#free.pop()) {
      if (instance.expiresAtEpochMs - nowEpochMs > CREDENTIALS_MARGIN_MS) return instance;
      void instance.shutdown();
    }
    const instance = new Instance(this.fn, this.#deps, this);
    this.#all.add(instance);
    return instance;
  }

  #restIdle(): void {
    const done = this.#free.map((instance) => instance.rest());
    this.#resting = done.every(Boolean)
      ? undefined
      : this.#deps.clock.realTimeout(REST_MS, () => this.#restIdle());
  }

  /** The oldest are at the front, because the last freed is taken first. */
  #retireIdle(): void {
    const { clock, keepAliveMs } = this.#deps;
    this.#sweep = undefined;
    const freeBefore = clock.now() - keepAliveMs;
    while (this.#free[0] && this.#free[0].freeSinceEpochMs <= freeBefore) {
      void this.#free.shift()?.shutdown();
    }
    const oldest = this.#free[0];
    if (!oldest) return;
    this.#sweep = clock.at(oldest.freeSinceEpochMs + keepAliveMs, () => this.#retireIdle());
  }
}
