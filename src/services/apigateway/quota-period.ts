/** Periods of quotas, in UTC. https://docs.aws.amazon.com/apigateway/latest/api/API_QuotaSettings.html */
import type { QuotaPeriodType } from '@aws-sdk/client-api-gateway';

const DAY_MS = 86_400_000;

/** `2026-11-25` */
export function dayOf(atEpochMs: number): string {
  return new Date(atEpochMs).toISOString().slice(0, 10);
}

/** The first day of the period that holds this instant: the day itself, its Sunday, or the first of its month. */
export function periodStart(period: QuotaPeriodType | undefined, atEpochMs: number): string {
  const date = new Date(atEpochMs);
  if (period === 'DAY') return dayOf(atEpochMs);
  if (period === 'WEEK') return dayOf(atEpochMs - date.getUTCDay() * DAY_MS);
  return `${dayOf(atEpochMs).slice(0, 8)}01`;
}

/** Every day from the first to the last, both included. */
export function daysBetween(first: string, last: string): string[] {
  const days: string[] = [];
  for (let at = Date.parse(first); at <= Date.parse(last); at += DAY_MS) days.push(dayOf(at));
  return days;
}
