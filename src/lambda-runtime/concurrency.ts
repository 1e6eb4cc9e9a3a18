import { ConcurrencyExceeded, type FunctionVersion } from './interface.ts';

/** What one function runs now. */
interface FunctionCounter {
  /** On demand: not on provisioned instances. */
  running: number;
  /** Instances set aside by provisioned concurrency, of all versions. */
  provisioned: number;
  /** New instances that may be made at `growthAtMs`. */
  growth: number;
  growthAtMs: number;
}

/** What the functions of one account and region that have no reserved concurrency run now, and may run. */
interface AccountCounter {
  running: number;
  unreserved: number;
}

/** https://docs.aws.amazon.com/lambda/latest/dg/lambda-concurrency.html */
export interface Concurrency {
  account: AccountCounter;
  fn: FunctionCounter;
}

export interface ConcurrencyLimits {
  /** The counters that count this version; the same objects for all versions of a function. */
  countersOf(fn: FunctionVersion): Concurrency;
  /**
   * Counts one more on-demand invocation.
   * @returns whether the account counts it too: give that back to `leave`
   * @throws ConcurrencyExceeded
   */
  enter(counters: Concurrency, reserved: number | undefined): boolean;
  leave(counters: Concurrency, isShared: boolean): void;
  /** Counts a new instance of a function. @returns false when it has grown too fast */
  mayGrow(counters: Concurrency, nowEpochMs: number): boolean;
  setUnreserved(scope: { account: string; region: string }, count: number): void;
}

/** New instances of one function: https://docs.aws.amazon.com/lambda/latest/dg/lambda-concurrency.html#scaling-rate */
const GROWTH_MAX = 1000;
const GROWTH_WINDOW_MS = 10_000;

export function createConcurrencyLimits(accountLimit: number): ConcurrencyLimits {
  const accounts = new Map<string, AccountCounter>();
  const functions = new Map<string, FunctionCounter>();
  const accountOf = ({ account, region }: { account: string; region: string }): AccountCounter =>
    getOr(accounts, `${account}/${region}`, () => ({ running: 0, unreserved: accountLimit }));
  return {
    countersOf: (fn) => ({
      account: accountOf(fn),
      fn: getOr(functions, fn.arn, () => ({
        running: 0,
        provisioned: 0,
        growth: GROWTH_MAX,
        growthAtMs: 0,
      })),
    }),
    enter({ account, fn }, reserved) {
      if (reserved !== undefined) {
        // What is provisioned is part of what is reserved.
        if (fn.running >= reserved - fn.provisioned) {
          throw new ConcurrencyExceeded('ReservedFunctionConcurrentInvocationLimitExceeded');
        }
        fn.running += 1;
        return false;
      }
      if (account.running >= account.unreserved) {
        throw new ConcurrencyExceeded('ConcurrentInvocationLimitExceeded');
      }
      account.running += 1;
      fn.running += 1;
      return true;
    },
    leave({ account, fn }, isShared) {
      if (isShared) account.running -= 1;
      fn.running -= 1;
    },
    mayGrow({ fn }, nowEpochMs) {
      // Refilled all the time; what is not used is not saved up.
      const passedMs = Math.max(0, nowEpochMs - fn.growthAtMs);
      fn.growth = Math.min(GROWTH_MAX, fn.growth + (passedMs * GROWTH_MAX) / GROWTH_WINDOW_MS);
      fn.growthAtMs = nowEpochMs;
      if (fn.growth < 1) return false;
      fn.growth -= 1;
      return true;
    },
    setUnreserved(scope, count) {
      accountOf(scope).unreserved = count;
    },
  };
}

function getOr<T>(map: Map<string, T>, key: string, make: () => T): T {
  const known = map.get(key);
  if (known) return known;
  const made = make();
  map.set(key, made);
  return made;
}
