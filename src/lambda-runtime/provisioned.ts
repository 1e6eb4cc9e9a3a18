import type { Instance } from './instance.ts';
import type { ProvisionedState } from './interface.ts';

/** Initialised at once; more wait, so that a large number does not starve everything else. */
const MOST_BOOTING = 8;

/**
 * The instances of one pool that are initialised ahead and kept, whether they are used or not.
 * https://docs.aws.amazon.com/lambda/latest/dg/provisioned-concurrency.html
 */
export class Provisioned {
  readonly #make: () => Instance;
  readonly #all = new Set<Instance>();
  /** Initialised at least once. */
  readonly #ready = new Set<Instance>();
  readonly #free: Instance[] = [];
  #target = 0;
  #failure: string | undefined;

  /** @param make a new instance, still cold, that reports to the pool */
  constructor(make: () => Instance) {
    this.#make = make;
  }

  get state(): ProvisionedState {
    const ready = Math.min(this.#ready.size, this.#target);
    return { ready, ...(this.#failure !== undefined && { failure: this.#failure }) };
  }

  /** From now on `count` of them; surplus ones end, those that run something after it. */
  set(count: number): void {
    this.#target = count;
    while (this.#all.size > count) {
      const instance = this.#free.pop() ?? this.#booting()[0];
      if (!instance) break; // all are busy
      void instance.shutdown();
    }
    this.retry();
  }

  /** Tries again what has failed. */
  retry(): void {
    this.#failure = undefined;
    this.#fill();
  }

  /** A free one, taken; undefined when all are busy or there are none. */
  take(isUsable: (instance: Instance) => boolean): Instance | undefined {
    for (let instance = this.#free.pop(); instance; instance = this.#free.pop()) {
      if (isUsable(instance)) return instance;
      void instance.shutdown();
    }
    return undefined;
  }

  /** @returns false when the instance is none of these */
  onFree(instance: Instance): boolean {
    if (!this.#all.has(instance)) return false;
    const isCold = instance.state === 'cold';
    if (isCold && !this.#ready.has(instance)) this.#failed(instance);
    else if (this.#all.size > this.#target) void instance.shutdown();
    else if (isCold) instance.warm(); // after a crash or timeout
    else {
      this.#ready.add(instance);
      this.#free.push(instance);
      this.#fill();
    }
    return true;
  }

  onDead(instance: Instance): void {
    if (!this.#all.delete(instance)) return;
    // One that could not even be launched.
    if (!this.#ready.delete(instance) && this.#all.size < this.#target)
      this.#failure ??= INIT_FAILURE;
    const at = this.#free.indexOf(instance);
    if (at >= 0) this.#free.splice(at, 1);
    this.#fill();
  }

  #failed(instance: Instance): void {
    this.#failure = INIT_FAILURE;
    void instance.shutdown();
  }

  #booting(): Instance[] {
    return [...this.#all].filter((each) => each.state === 'starting' || each.state === 'init');
  }

  /** A function whose INIT fails is not tried again until it is provisioned anew. */
  #fill(): void {
    if (this.#failure !== undefined) return;
    let booting = this.#booting().length;
    while (this.#all.size < this.#target && booting < MOST_BOOTING) {
      const instance = this.#make();
      this.#all.add(instance);
      booting += 1;
      instance.warm();
    }
  }
}

/** As AWS names it. */
const INIT_FAILURE = 'FUNCTION_ERROR_INIT_FAILURE';
