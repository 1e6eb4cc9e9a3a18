import { operation } from '../../define-service.ts';
import { apiKeyPatch, getApiKeyRecord, toApiKey } from '../api-key.ts';
import { changeShared } from '../forget-deployed.ts';
import { applyPatch } from '../patch.ts';
import { apiKeys } from '../store.ts';

/** https://docs.aws.amazon.com/apigateway/latest/api/API_UpdateApiKey.html */
export const updateApiKey = operation('apigateway', 'UpdateApiKey', (input, context) => {
  const id = input.apiKey ?? '';
  return changeShared(context, [[apiKeys, [id]]], async (tx) => {
    const before = await getApiKeyRecord(tx, id);
    const updated = {
      ...applyPatch(before, input.patchOperations, apiKeyPatch),
      updatedAtEpochMs: context.clock.now(),
    };
    tx.put(apiKeys, [id], updated);
    return toApiKey(updated, false);
  });
});
