import type { Timer } from '../platform/clock.ts';
import type { Concurrency, ConcurrencyLimits } from './concurrency.ts';
import { Instance, type InstanceDependencies, type InstanceOwner } from './instance.ts';
import type { FunctionVersion, InvocationRequest, InvocationResult } from './interface.ts';
import { Invocation } from './invocation.ts';
import { QueueAhead } from './queue-ahead.ts';

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
  /** Shut down, but extensions take their time to end. */
  readonly #ending = new Set<Instance>();
  /** The last one freed is used first: few hot instances beat many lukewarm ones. */
  readonly #free: Instance[] = [];
  readonly #ahead: QueueAhead;
  #sweep: Timer | undefined;
  #resting: Timer | undefined;
  #retired = false;

  constructor(fn: FunctionVersion, deps: PoolDependencies) {
    this.fn = fn;
    this.#deps = deps;
    this.#counters = deps.limits.countersOf(fn);
    this.#ahead = new QueueAhead(deps.clock, () => this.#free.length > 0);
  }

  get size(): number {
    return this.#all.size + this.#ending.size;
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
      const invocation = new Invocation(
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
      if (!this.#ahead.take(invocation, this.#all.size - this.#free.length)) this.#run(invocation);
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
    const all = [...this.#all, ...this.#ending];
    await Promise.all(all.map((instance) => instance.shutdown(reason)));
  }

  onFree(instance: Instance): void {
    if (this.#retired) return void instance.shutdown();
    this.#free.push(instance);
    const { clock, keepAliveMs } = this.#deps;
    this.#sweep ??= clock.after(keepAliveMs, () => this.#retireIdle());
    this.#resting ??= clock.realTimeout(REST_MS, () => this.#restIdle());
  }

  onAnswer(instance: Instance, handlerUs: number | undefined): void {
    this.#ahead.onAnswer(instance, handlerUs);
  }

  onUnread(invocations: readonly Invocation[]): void {
    for (const invocation of invocations) this.#run(invocation);
  }

  onDead(instance: Instance): void {
    this.#all.delete(instance);
    const at = this.#free.indexOf(instance);
    if (at >= 0) this.#free.splice(at, 1);
    this.#ending.add(instance);
    void instance.shutdown().then(() => this.#ending.delete(instance));
  }

  #run(invocation: Invocation): void {
    const instance = this.#take();
    instance.invoke(invocation);
    this.#ahead.onBusy(instance);
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
