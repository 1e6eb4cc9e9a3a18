/** Real time for code that lives outside every stack (the CLI); inside one, the injected Clock has it. */

/** Milliseconds since this process began. */
export function elapsedMs(): number {
  return performance.now();
}

export function delay(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

/** Epoch milliseconds of the wall clock, for what other programs compare with theirs. */
export function wallClockMs(): number {
  return Date.now();
}
