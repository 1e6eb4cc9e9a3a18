import { operation } from '../../define-service.ts';
import { notFoundOf } from '../errors.ts';
import { usagePlanKeys } from '../store.ts';
import { getUsagePlanRecord } from '../usage-plan.ts';

/** https://docs.aws.amazon.com/apigateway/latest/api/API_GetUsagePlanKey.html */
export const getUsagePlanKey = operation(
  'apigateway',
  'GetUsagePlanKey',
  async (input, context) => {
    const { id } = await getUsagePlanRecord(context.store, input.usagePlanId);
    const key = await context.store.get(usagePlanKeys, [id, input.keyId ?? '']);
    if (!key) throw notFoundOf('usagePlanKey');
    return key;
  },
);
