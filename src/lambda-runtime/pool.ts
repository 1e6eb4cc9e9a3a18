import type { Timer } from '../platform/clock.ts';
import type { Concurrency, ConcurrencyLimits } from './concurrency.ts';
import { Instance } from './instance.ts';
import type { InstanceDependencies, InstanceOwner } from './instance-owner.ts';
import type { InitializationType } from './environment.ts';
import {
  ConcurrencyExceeded,
  type FunctionVersion,
  type InvocationRequest,
  type InvocationResult,
  type ProvisionedState,
} from './interface.ts';
import { Invocation } from './invocation.ts';
import { Provisioned } from './provisioned.ts';
import { QueueAhead } from './queue-ahead.ts';

/** An instance is not given work when its credentials end within this (a function runs 15 minutes at most). */
const CREDENTIALS_MARGIN_MS = 15 * 60_000;

/** How often idle instances are looked at; the second look freezes them. */
const REST_MS = 25;

/** 2,500 instances of tenants for every 1,000 concurrent invocations. */
const TENANT_INSTANCES_PER_CONCURRENCY = 2.5;

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
  /** Undefined until something is provisioned. */
  #provisioned: Provisioned | undefined;
  #provisionedCount = 0;
  #sweep: Timer | undefined;
  #resting: Timer | undefined;
  #retired = false;
  #onGone: () => void;

  /** @param onGone called once: retired, and nothing of it runs any more */
  constructor(fn: FunctionVersion, deps: PoolDependencies, onGone: () => void) {
    this.fn = fn;
    this.#onGone = onGone;
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
    const provisioned = this.#provisioned?.take(this.#isUsable);
    if (provisioned) return runOn(provisioned, request);
    const { limits } = this.#deps;
    if (request.tenantId !== undefined) this.#assertTenantRoom(request.tenantId, reserved);
    const isShared = limits.enter(this.#counters, reserved);
    return new Promise((resolve, reject) => {
      const invocation = new Invocation(
        request,
        (result) => {
          limits.leave(this.#counters, isShared);
          resolve(result);
        },
        (error) => {
          limits.leave(this.#counters, isShared);
          reject(toError(error));
        },
      );
      const isTaken =
        request.tenantId === undefined &&
        this.#ahead.take(invocation, this.#all.size - this.#free.length);
      if (!isTaken) this.#run(invocation);
    });
  }

  /** Keeps so many instances initialised ahead. */
  provision(count: number): void {
    if (count === this.#provisionedCount) return this.#provisioned?.retry();
    this.#counters.fn.provisioned += count - this.#provisionedCount;
    this.#provisionedCount = count;
    this.#provisioned ??= new Provisioned(() => this.#make('provisioned-concurrency'));
    this.#provisioned.set(count);
  }

  get provisioned(): ProvisionedState {
    return this.#provisioned?.state ?? { ready: 0 };
  }

  /** Free instances end now, busy ones after their invocation. */
  retire(): void {
    this.provision(0);
    this.#retired = true;
    this.#sweep?.cancel();
    this.#resting?.cancel();
    for (const instance of this.#free.splice(0)) void instance.shutdown();
    this.#checkGone();
  }

  #checkGone(): void {
    if (!this.#retired || this.size > 0) return;
    const onGone = this.#onGone;
    this.#onGone = () => {};
    onGone();
  }

  /** Ends everything, invocations included. */
  async shutdown(reason: Error): Promise<void> {
    this.retire();
    const all = [...this.#all, ...this.#ending];
    await Promise.all(all.map((instance) => instance.shutdown(reason)));
  }

  onFree(instance: Instance): void {
    if (this.#retired) return void instance.shutdown();
    const { clock, keepAliveMs } = this.#deps;
    this.#resting ??= clock.realTimeout(REST_MS, () => this.#restIdle());
    if (this.#provisioned?.onFree(instance)) return;
    this.#free.push(instance);
    this.#sweep ??= clock.after(keepAliveMs, () => this.#retireIdle());
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
    void instance.shutdown().then(() => {
      this.#ending.delete(instance);
      this.#checkGone();
    });
    this.#provisioned?.onDead(instance);
    this.#ahead.onDead(instance);
  }

  #run(invocation: Invocation): void {
    const instance = this.#take(invocation.request.tenantId);
    // AWS names no reason of its own for functions that grow too fast.
    if (!instance)
      return invocation.fail(new ConcurrencyExceeded('ConcurrentInvocationLimitExceeded'));
    instance.invoke(invocation);
    this.#ahead.onBusy(instance);
  }

  /** @returns undefined when the function has grown too fast */
  #take(tenantId: string | undefined): Instance | undefined {
    for (let instance = this.#popFree(tenantId); instance; instance = this.#popFree(tenantId)) {
      if (this.#isUsable(instance)) return instance;
      void instance.shutdown();
    }
    return this.#deps.limits.mayGrow(this.#counters, this.#deps.clock.now())
      ? this.#make('on-demand', tenantId)
      : undefined;
  }

  /** The last one freed, of those that serve this tenant. */
  #popFree(tenantId: string | undefined): Instance | undefined {
    if (tenantId === undefined) return this.#free.pop();
    const at = this.#free.findLastIndex((instance) => instance.tenantId === tenantId);
    return at < 0 ? undefined : this.#free.splice(at, 1)[0];
  }

  /**
   * Tenants may have so many instances, busy and idle, and no more.
   * https://docs.aws.amazon.com/lambda/latest/dg/tenant-isolation.html
   */
  #assertTenantRoom(tenantId: string, reserved: number | undefined): void {
    const most = (reserved ?? this.#counters.account.unreserved) * TENANT_INSTANCES_PER_CONCURRENCY;
    if (this.#all.size < most || this.#free.some((instance) => instance.tenantId === tenantId))
      return;
    throw new ConcurrencyExceeded('ConcurrentInvocationLimitExceeded'); // AWS does not tell its reason
  }

  readonly #isUsable = (instance: Instance): boolean =>
    instance.expiresAtEpochMs - this.#deps.clock.now() > CREDENTIALS_MARGIN_MS;

  #make(type: InitializationType, tenantId?: string): Instance {
    const instance = new Instance(this.fn, this.#deps, this, type, tenantId);
    this.#all.add(instance);
    return instance;
  }

  #restIdle(): void {
    const done = [...this.#all].map((instance) => instance.rest());
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

/** On an instance that is counted already. */
function runOn(instance: Instance, request: InvocationRequest): Promise<InvocationResult> {
  return new Promise((resolve, reject) => {
    instance.invoke(new Invocation(request, resolve, (error) => reject(toError(error))));
  });
}

function toError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}
