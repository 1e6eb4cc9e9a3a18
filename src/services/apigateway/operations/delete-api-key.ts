import { operation } from '../../define-service.ts';
import { getApiKeyRecord } from '../api-key.ts';
import { changeShared } from '../forget-deployed.ts';
import { apiKeys, apiKeyValues, usagePlanKeys, usagePlans } from '../store.ts';

/** Leaves its usage plans, too. https://docs.aws.amazon.com/apigateway/latest/api/API_DeleteApiKey.html */
export const deleteApiKey = operation('apigateway', 'DeleteApiKey', (input, context) => {
  const id = input.apiKey ?? '';
  return changeShared(context, [[apiKeys, [id]]], async (tx) => {
    const { value } = await getApiKeyRecord(tx, id);
    tx.delete(apiKeys, [id]);
    tx.delete(apiKeyValues, [value]);
    for (const { value: plan } of await tx.scan(usagePlans))
      tx.delete(usagePlanKeys, [plan.id, id]);
    return {};
  });
});
