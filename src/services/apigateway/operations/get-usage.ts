import { operation } from '../../define-service.ts';
import { usagePlanKeys } from '../store.ts';
import { getUsagePlanRecord } from '../usage-plan.ts';
import { assertDays, reportUsage } from '../usage-report.ts';

/** https://docs.aws.amazon.com/apigateway/latest/api/API_GetUsage.html */
export const getUsage = operation('apigateway', 'GetUsage', async (input, context) => {
  const { startDate, endDate } = input;
  const days = assertDays(startDate, endDate);
  const plan = await getUsagePlanRecord(context.store, input.usagePlanId);
  const keys = (await context.store.scan(usagePlanKeys, { prefix: [plan.id] }))
    .map(({ value }) => value.id)
    .filter((id) => input.keyId === undefined || id === input.keyId);
  const items: Record<string, number[][]> = {};
  for (const id of keys) items[id] = await reportUsage(context, plan.id, id, plan.quota, days);
  return { usagePlanId: plan.id, startDate, endDate, items };
});
