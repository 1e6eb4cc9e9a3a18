import { operation } from '../../define-service.ts';
import { badRequest, notFoundOf } from '../errors.ts';
import { applyPatch, integer } from '../patch.ts';
import { dayOf } from '../quota-period.ts';
import type { ApiGatewayState } from '../state.ts';
import { usagePlanKeys } from '../store.ts';
import { remaining } from '../usage-meter.ts';
import { getUsagePlanRecord } from '../usage-plan.ts';
import { reportUsage } from '../usage-report.ts';

/** Sets what is left of a key's quota in the current period. https://docs.aws.amazon.com/apigateway/latest/api/API_UpdateUsage.html */
export const updateUsage = operation('apigateway', 'UpdateUsage', async (input, context) => {
  const { keyId = '' } = input;
  const { id, quota } = await getUsagePlanRecord(context.store, input.usagePlanId);
  if (!(await context.store.get(usagePlanKeys, [id, keyId]))) throw notFoundOf('usagePlanKey');
  const wish = applyPatch<{ remaining?: number }>({}, input.patchOperations, {
    '/remaining': integer('remaining'),
  });
  if (!quota?.limit) throw badRequest('Usage Plan has no quota');
  const { meter } = context.state<ApiGatewayState>('apigateway');
  const now = context.clock.now();
  await meter.load(context, id, keyId);
  if (wish.remaining !== undefined) {
    const left = remaining(meter.days(context, id, keyId), quota, now);
    meter.grant(context, id, keyId, wish.remaining - left);
    await meter.flush();
  }
  const today = dayOf(now);
  const items = { [keyId]: await reportUsage(context, id, keyId, quota, [today]) };
  return { usagePlanId: id, startDate: today, endDate: today, items };
});
