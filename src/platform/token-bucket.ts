/** A token bucket: `burst` requests at once, refilled by `ratePerSecond`. */
export interface TokenBucket {
  /** Takes one token. False: there was none. */
  take(nowEpochMs: number): boolean;
}

/** @param options.burst at most this many tokens; the bucket begins full */
export function createTokenBucket(options: { ratePerSecond: number; burst: number }): TokenBucket {
  const { ratePerSecond, burst } = options;
  let tokens = burst;
  let filledAtEpochMs: number | undefined;
  return {
    take(nowEpochMs) {
      const passedMs = Math.max(0, nowEpochMs - (filledAtEpochMs ?? nowEpochMs));
      tokens = Math.min(burst, tokens + (passedMs * ratePerSecond) / 1000);
      filledAtEpochMs = nowEpochMs;
      if (tokens < 1) return false;
      tokens -= 1;
      return true;
    },
  };
}
