import { ConcurrencyExceeded, type FunctionVersion } from './interface.ts';

/** How many invocations run now, for one account and region or one function. */
export interface Counter {
  running: number;
}

/** https://docs.aws.amazon.com/lambda/latest/dg/lambda-concurrency.html */
export interface Concurrency {
  account: Counter;
  fn: Counter;
}

export interface ConcurrencyLimits {
  /** The counters that count this version; the same objects for all versions of a function. */
  countersOf(fn: FunctionVersion): Concurrency;
  /** Counts one more. @throws ConcurrencyExceeded */
  enter(counters: Concurrency, reserved: number | undefined): void;
  leave(counters: Concurrency): void;
}

export function createConcurrencyLimits(accountLimit: number): ConcurrencyLimits {
  const counters = new Map<string, Counter>();
  const counterOf = (name: string): Counter => {
    const known = counters.get(name);
    if (known) return known;
    const made = { running: 0 };
    counters.set(name, made);
    return made;
  };
  return {
    countersOf: (fn) => ({
      account: counterOf(`${fn.account}/${fn.region}`),
      fn: counterOf(fn.arn),
    }),
    enter({ account, fn }, reserved) {
      if (reserved !== undefined && fn.running >= reserved) {
        throw new ConcurrencyExceeded('ReservedFunctionConcurrentInvocationLimitExceeded');
      }
      if (account.running >= accountLimit) {
        throw new ConcurrencyExceeded('ConcurrentInvocationLimitExceeded');
      }
      account.running += 1;
      fn.running += 1;
    },
    leave({ account, fn }) {
      account.running -= 1;
      fn.running -= 1;
    },
  };
}
