import { readFileSync } from 'node:fs';
import type { Clock } from '../../../platform/clock.ts';

/** The kernel keeps the peak, so reading it seldom loses nothing but freshness, and keeps invokes fast. */
const FRESH_MS = 100;

/**
 * Reads the peak resident set (VmHWM) of a process from /proc.
 * @returns undefined where there is no /proc or the process has gone before the first reading
 */
export function createPeakMemoryProbe(pid: number, clock: Clock): () => number | undefined {
  let peakBytes: number | undefined;
  let readAtMs = -Infinity;
  return () => {
    const nowMs = clock.monotonicMs();
    if (pid > 0 && process.platform === 'linux' && nowMs - readAtMs >= FRESH_MS) {
      readAtMs = nowMs;
      peakBytes = readPeak(pid) ?? peakBytes;
    }
    return peakBytes;
  };
}

function readPeak(pid: number): number | undefined {
  try {
    const match = /^VmHWM:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'latin1'));
    return match ? Number(match[1]) * 1024 : undefined;
  } catch {
    return undefined; // it has ended
  }
}
