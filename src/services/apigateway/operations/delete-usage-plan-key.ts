import { operation } from '../../define-service.ts';
import { notFoundOf } from '../errors.ts';
import { changeShared } from '../forget-deployed.ts';
import { usagePlanKeys, usagePlans } from '../store.ts';
import { getUsagePlanRecord } from '../usage-plan.ts';

/** https://docs.aws.amazon.com/apigateway/latest/api/API_DeleteUsagePlanKey.html */
export const deleteUsagePlanKey = operation(
  'apigateway',
  'DeleteUsagePlanKey',
  (input, context) => {
    const { keyId = '', usagePlanId = '' } = input;
    return changeShared(context, [[usagePlans, [usagePlanId]]], async (tx) => {
      await getUsagePlanRecord(tx, usagePlanId);
      if (!(await tx.get(usagePlanKeys, [usagePlanId, keyId]))) throw notFoundOf('usagePlanKey');
      tx.delete(usagePlanKeys, [usagePlanId, keyId]);
      return {};
    });
  },
);
