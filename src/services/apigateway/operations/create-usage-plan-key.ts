import { operation } from '../../define-service.ts';
import { getApiKeyRecord } from '../api-key.ts';
import { badRequest, conflict } from '../errors.ts';
import { changeShared } from '../forget-deployed.ts';
import { type UsagePlanKeyRecord, usagePlanKeys, usagePlans } from '../store.ts';
import { getUsagePlanRecord } from '../usage-plan.ts';

/** https://docs.aws.amazon.com/apigateway/latest/api/API_CreateUsagePlanKey.html */
export const createUsagePlanKey = operation(
  'apigateway',
  'CreateUsagePlanKey',
  (input, context) => {
    const { keyId = '', keyType, usagePlanId = '' } = input;
    return changeShared(context, [[usagePlans, [usagePlanId]]], async (tx) => {
      await getUsagePlanRecord(tx, usagePlanId);
      if (keyType !== 'API_KEY') throw badRequest('Invalid key type; only API_KEY is supported');
      const { id, name, value } = await getApiKeyRecord(tx, keyId);
      if (await tx.get(usagePlanKeys, [usagePlanId, id]))
        throw conflict(`Usage Plan ${usagePlanId} already has the API Key ${id}`);
      const key: UsagePlanKeyRecord = { id, type: keyType, value, name };
      tx.put(usagePlanKeys, [usagePlanId, id], key);
      return key;
    });
  },
);
