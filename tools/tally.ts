/** Counts of checks, and the plain line that ends every test command. */
export interface Tally {
  passed: number;
  failed: number;
  skipped: number;
}

const LINE = /^(\d+) passed, (\d+) failed(?:, (\d+) skipped)?$/;

export function toLine({ passed, failed, skipped }: Tally): string {
  return `${passed} passed, ${failed} failed, ${skipped} skipped`;
}

export function add(a: Tally, b: Tally): Tally {
  return {
    passed: a.passed + b.passed,
    failed: a.failed + b.failed,
    skipped: a.skipped + b.skipped,
  };
}

/** The last `N passed, N failed` line of a program's output. A program that failed, or printed none, has one failure at least. */
export function readTally(text: string, exitCode: number): Tally {
  const rows = text.split('\n').map((row) => LINE.exec(row.trim()));
  const last = rows.findLast((row) => row !== null);
  const tally = {
    passed: Number(last?.[1] ?? 0),
    failed: Number(last?.[2] ?? 0),
    skipped: Number(last?.[3] ?? 0),
  };
  if (tally.failed === 0 && (exitCode !== 0 || !last)) tally.failed = 1;
  return tally;
}
