import type { Clock } from '../../../platform/clock.ts';

/** What an authorizer said, by the identity it said it of. */
export interface AuthorizerCache {
  get(identity: string): AuthorizerAnswer | undefined;
  put(identity: string, answer: AuthorizerAnswer): void;
  clear(): void;
}

export interface AuthorizerAnswer {
  principalId: string;
  policy: unknown;
  context: Record<string, unknown>;
  usageIdentifierKey: string | undefined;
}

/** Tokens can be invented without end, so the oldest entries go. */
const MOST_ENTRIES = 10_000;

/** @param ttlSeconds 0 keeps nothing */
export function createAuthorizerCache(clock: Clock, ttlSeconds: number): AuthorizerCache {
  const entries = new Map<string, { answer: AuthorizerAnswer; untilEpochMs: number }>();
  return {
    get(identity) {
      const entry = entries.get(identity);
      if (!entry) return undefined;
      if (entry.untilEpochMs > clock.now()) return entry.answer;
      entries.delete(identity);
      return undefined;
    },
    put(identity, answer) {
      if (ttlSeconds <= 0) return;
      if (entries.size >= MOST_ENTRIES) {
        const oldest = entries.keys().next().value;
        if (oldest !== undefined) entries.delete(oldest);
      }
      entries.set(identity, { answer, untilEpochMs: clock.now() + ttlSeconds * 1000 });
    },
    clear: () => entries.clear(),
  };
}
