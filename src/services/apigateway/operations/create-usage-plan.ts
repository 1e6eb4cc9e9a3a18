import { LOWER_ALPHANUMERIC } from '../../../platform/ids.ts';
import { operation } from '../../define-service.ts';
import { changeShared } from '../forget-deployed.ts';
import { type UsagePlanRecord, usagePlans } from '../store.ts';
import { assertTags } from '../tags.ts';
import { assertUsagePlan } from '../usage-plan.ts';

/** https://docs.aws.amazon.com/apigateway/latest/api/API_CreateUsagePlan.html */
export const createUsagePlan = operation('apigateway', 'CreateUsagePlan', (input, context) => {
  const plan: UsagePlanRecord = {
    apiStages: [],
    ...input,
    id: context.ids.pick(LOWER_ALPHANUMERIC, 6),
  };
  assertTags(input.tags);
  return changeShared(context, [[usagePlans, [plan.id]]], async (tx) => {
    await assertUsagePlan(context, tx, plan);
    tx.put(usagePlans, [plan.id], plan);
    return plan;
  });
});
