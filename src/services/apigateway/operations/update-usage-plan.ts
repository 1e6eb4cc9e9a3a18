import { operation } from '../../define-service.ts';
import { changeShared } from '../forget-deployed.ts';
import { applyPatch } from '../patch.ts';
import { usagePlans } from '../store.ts';
import { assertUsagePlan, getUsagePlanRecord, usagePlanPatch } from '../usage-plan.ts';

/** https://docs.aws.amazon.com/apigateway/latest/api/API_UpdateUsagePlan.html */
export const updateUsagePlan = operation('apigateway', 'UpdateUsagePlan', (input, context) => {
  const id = input.usagePlanId ?? '';
  return changeShared(context, [[usagePlans, [id]]], async (tx) => {
    const before = await getUsagePlanRecord(tx, id);
    const updated = applyPatch(before, input.patchOperations, usagePlanPatch);
    await assertUsagePlan(context, tx, updated);
    tx.put(usagePlans, [id], updated);
    return updated;
  });
});
