import type { QuotaSettings } from '@aws-sdk/client-api-gateway';
import type { Context } from '../context.ts';
import { badRequest } from './errors.ts';
import { dayOf, daysBetween } from './quota-period.ts';
import type { ApiGatewayState } from './state.ts';
import { remaining } from './usage-meter.ts';

/** `[used, remaining]` for each day; remaining is -1 without a quota. */
export async function reportUsage(
  context: Context,
  planId: string,
  keyId: string,
  quota: QuotaSettings | undefined,
  days: readonly string[],
): Promise<number[][]> {
  const { meter } = context.state<ApiGatewayState>('apigateway');
  await meter.load(context, planId, keyId);
  const counted = meter.days(context, planId, keyId);
  return days.map((day) => {
    const used = counted.get(day)?.used ?? 0;
    const endOfDay = Date.parse(day) + 86_399_999;
    const left = quota?.limit === undefined ? -1 : Math.max(0, remaining(counted, quota, endOfDay));
    return [used, left];
  });
}

/** @throws BadRequestException for dates that are none, out of order, or too far apart */
export function assertDays(first: string | undefined, last: string | undefined): string[] {
  const isDay = (text: string | undefined): text is string =>
    text !== undefined &&
    /^\d{4}-\d\d-\d\d$/.test(text) &&
    !Number.isNaN(Date.parse(text)) &&
    dayOf(Date.parse(text)) === text;
  if (!isDay(first) || !isDay(last) || first > last)
    throw badRequest('Usage dates must be valid, in the form YYYY-MM-DD and in order');
  // https://docs.aws.amazon.com/apigateway/latest/api/API_GetUsage.html keeps 90 days
  if (Date.parse(last) - Date.parse(first) > 366 * 86_400_000)
    throw badRequest('Usage dates must not be more than a year apart');
  return daysBetween(first, last);
}
