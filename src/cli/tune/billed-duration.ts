/**
 * Reads the billed duration of an invocation, in milliseconds, from the tail of its log.
 * @returns undefined for a log without a report
 */
export function billedMs(log: string): number | undefined {
  const text = /\tBilled Duration: (\d+) ms/.exec(log)?.[1];
  if (text !== undefined) return Number(text);
  for (const line of log.split('\n').filter((each) => each.includes('"platform.report"'))) {
    try {
      const { record } = JSON.parse(line) as Report;
      if (typeof record?.metrics?.billedDurationMs === 'number')
        return record.metrics.billedDurationMs;
    } catch {
      // The function's own words, or a line that the tail cut in two.
    }
  }
  return undefined;
}

interface Report {
  record?: { metrics?: { billedDurationMs?: unknown } };
}
