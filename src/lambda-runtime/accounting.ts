/** What one invocation took, for the REPORT line, the answer and the bill. */
export interface Account {
  /** Wall time of the INVOKE phase, three decimals. */
  durationMs: number;
  /** Three decimals; present only in the first invocation of an instance. */
  initDurationMs: number | undefined;
  /** Whole milliseconds, INIT included: https://aws.amazon.com/blogs/compute/aws-lambda-standardizes-billing-for-init-phase/ */
  billedDurationMs: number;
}

export function makeAccount(durationMs: number, initDurationMs: number | undefined): Account {
  const duration = toMicroseconds(durationMs);
  const init = initDurationMs === undefined ? undefined : toMicroseconds(initDurationMs);
  return {
    durationMs: duration,
    initDurationMs: init,
    billedDurationMs: Math.max(1, Math.ceil(toMicroseconds(duration + (init ?? 0)))),
  };
}

function toMicroseconds(ms: number): number {
  return Math.round(ms * 1000) / 1000;
}
