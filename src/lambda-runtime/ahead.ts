import type { Invocation, InvocationSite } from './invocation.ts';
import type { RuntimeLink } from './link.ts';
import { sortOut, type Sorted } from './take-back.ts';

/** The invocations that wait inside a process, behind the one that runs (docs/adr/0005-queue-ahead.md). */
export class Ahead {
  #waiting: Invocation[] = [];

  get count(): number {
    return this.#waiting.length;
  }

  /** Hands one over. @returns false when the process cannot take it */
  push(invocation: Invocation, site: InvocationSite, link: RuntimeLink | undefined): boolean {
    if (!link?.deliverAhead?.(invocation.toDelivery(site, site.fn.timeoutMs))) return false;
    this.#waiting.push(invocation);
    return true;
  }

  /** The one that the process goes on with. */
  shift(): Invocation | undefined {
    return this.#waiting.shift();
  }

  /** Takes back what was not read. @returns undefined when there is nothing to be taken back */
  takeBack(
    link: RuntimeLink | undefined,
    running: Invocation | undefined,
  ): Sorted<Invocation> | undefined {
    if (this.count === 0 || !link?.takeBack) return undefined;
    const sorted = sortOut(running, this.#waiting, new Set(link.takeBack()));
    this.#waiting = sorted.kept;
    return sorted;
  }

  fail(error: Error): void {
    for (const waiting of this.#waiting.splice(0)) waiting.fail(error);
  }
}
