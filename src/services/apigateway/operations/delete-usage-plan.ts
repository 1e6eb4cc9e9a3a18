import { operation } from '../../define-service.ts';
import { badRequest } from '../errors.ts';
import { changeShared } from '../forget-deployed.ts';
import { usage, usagePlanKeys, usagePlans } from '../store.ts';
import { getUsagePlanRecord } from '../usage-plan.ts';

/** https://docs.aws.amazon.com/apigateway/latest/api/API_DeleteUsagePlan.html */
export const deleteUsagePlan = operation('apigateway', 'DeleteUsagePlan', (input, context) => {
  const id = input.usagePlanId ?? '';
  return changeShared(context, [[usagePlans, [id]]], async (tx) => {
    const plan = await getUsagePlanRecord(tx, id);
    if (plan.apiStages && plan.apiStages.length > 0)
      throw badRequest(
        `Cannot delete Usage Plan ${id} because it has API stages associated with it. Remove them first.`,
      );
    for (const { key } of await tx.scan(usagePlanKeys, { prefix: [id] }))
      tx.delete(usagePlanKeys, key);
    for (const { key } of await tx.scan(usage, { prefix: [id] })) tx.delete(usage, key);
    tx.delete(usagePlans, [id]);
    return {};
  });
});
