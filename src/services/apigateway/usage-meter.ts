/**
 * Counts requests by usage plan and key. A request does not wait for a disk to be counted; counts are
 * written once a second, and at once when a hundredth of the quota, or one request of a smaller one,
 * is unwritten. A crash forgets no more than that, and what came during the last write.
 */
import type { QuotaSettings } from '@aws-sdk/client-api-gateway';
import type { Timer } from '../../platform/clock.ts';
import type { ServiceHost } from '../context.ts';
import { dayOf, periodStart } from './quota-period.ts';
import { usage } from './store.ts';

const WRITE_AFTER_MS = 1000;
const UNWRITTEN_SHARE = 0.01;

export interface Scope {
  account: string;
  region: string;
}

export interface UsageMeter {
  /** Reads what is stored of a key's usage; needed once before `take`. */
  load(scope: Scope, planId: string, keyId: string): Promise<void>;
  /** Counts a request. False: the quota is used up, and it was not counted. */
  take(scope: Scope, planId: string, keyId: string, quota: QuotaSettings | undefined): boolean;
  /** By day. */
  days(scope: Scope, planId: string, keyId: string): ReadonlyMap<string, DayUsage>;
  /** Grants requests on top of the quota of the current period. */
  grant(scope: Scope, planId: string, keyId: string, extra: number): void;
  /** Writes what was counted. */
  flush(): Promise<void>;
  forget(): void;
}

export interface DayUsage {
  used: number;
  extra?: number;
}

interface Counter {
  scope: Scope;
  planId: string;
  keyId: string;
  days: Map<string, DayUsage>;
  changed: Set<string>;
  unwritten: number;
}

export function createUsageMeter(host: ServiceHost): UsageMeter {
  const counters = new Map<string, Counter>();
  const writer = createWriter(host);

  const find = (scope: Scope, planId: string, keyId: string): Counter => {
    const key = `${scope.account}/${scope.region}/${planId}/${keyId}`;
    const existing = counters.get(key);
    if (existing) return existing;
    const made: Counter = {
      scope,
      planId,
      keyId,
      days: new Map(),
      changed: new Set(),
      unwritten: 0,
    };
    counters.set(key, made);
    return made;
  };
  const change = (counter: Counter, day: string, by: Partial<DayUsage>): void => {
    const before = counter.days.get(day) ?? { used: 0 };
    const extra = (before.extra ?? 0) + (by.extra ?? 0);
    counter.days.set(day, {
      used: before.used + (by.used ?? 0),
      ...(extra !== 0 && { extra }),
    });
    writer.mark(counter, day);
  };

  return {
    async load(scope, planId, keyId) {
      const counter = find(scope, planId, keyId);
      if (counter.days.size > 0) return;
      const { store } = host.context(scope);
      for (const { key, value } of await store.scan(usage, { prefix: [planId, keyId] }))
        if (!counter.days.has(String(key[2]))) counter.days.set(String(key[2]), value);
    },
    take(scope, planId, keyId, quota) {
      const counter = find(scope, planId, keyId);
      const now = host.clock.now();
      if (quota?.limit !== undefined && remaining(counter.days, quota, now) <= 0) return false;
      change(counter, dayOf(now), { used: 1 });
      counter.unwritten += 1;
      if (quota?.limit !== undefined && counter.unwritten >= quota.limit * UNWRITTEN_SHARE)
        writer.flushSoon();
      return true;
    },
    days: (scope, planId, keyId) => find(scope, planId, keyId).days,
    grant: (scope, planId, keyId, extra) =>
      change(find(scope, planId, keyId), dayOf(host.clock.now()), { extra }),
    flush: writer.flush,
    forget() {
      writer.forget();
      counters.clear();
    },
  };
}

interface Writer {
  /** To be written within a second. */
  mark(counter: Counter, day: string): void;
  flush(): Promise<void>;
  /** Nobody waits for it. */
  flushSoon(): void;
  forget(): void;
}

function createWriter(host: ServiceHost): Writer {
  const dirty = new Set<Counter>();
  /** One write after the other, or an older count could land last. */
  let writing: Promise<void> = Promise.resolve();
  let timer: Timer | undefined;

  const write = async (): Promise<void> => {
    for (const counter of dirty) {
      const { changed, days, keyId, planId, scope } = counter;
      dirty.delete(counter);
      counter.unwritten = 0;
      const { store } = host.context(scope);
      for (const day of changed) {
        changed.delete(day);
        try {
          await store.put(usage, [planId, keyId, day], days.get(day) ?? { used: 0 });
        } catch (error) {
          // The next write takes it along.
          changed.add(day);
          dirty.add(counter);
          throw error;
        }
      }
    }
  };
  const cancel = (): void => {
    timer?.cancel();
    timer = undefined;
  };
  const flush = (): Promise<void> => {
    cancel();
    return (writing = writing.then(write, write));
  };
  const flushSoon = (): void =>
    void flush().catch((error: unknown) =>
      host.log.error('The usage of API keys could not be written', {
        code: 'ERR_UNEXPECTED',
        error,
      }),
    );
  return {
    mark(counter, day) {
      counter.changed.add(day);
      dirty.add(counter);
      timer ??= host.clock.realTimeout(WRITE_AFTER_MS, flushSoon);
    },
    flush,
    flushSoon,
    forget() {
      cancel();
      dirty.clear();
    },
  };
}

/** What is left of the quota in the period that holds this instant. */
export function remaining(
  days: ReadonlyMap<string, DayUsage>,
  quota: QuotaSettings,
  atEpochMs: number,
): number {
  const first = periodStart(quota.period, atEpochMs);
  const last = dayOf(atEpochMs);
  let left = quota.limit ?? Number.POSITIVE_INFINITY;
  for (const [day, { used, extra = 0 }] of days)
    if (day >= first && day <= last) left += extra - used;
  return left;
}
