import { LOWER_ALPHANUMERIC } from '../../../platform/ids.ts';
import { notImplemented } from '../../../protocol/aws-error.ts';
import { operation } from '../../define-service.ts';
import { assertKeyValue, toApiKey } from '../api-key.ts';
import { conflict } from '../errors.ts';
import { type ApiKeyRecord, apiKeys, apiKeyValues } from '../store.ts';
import { assertTags } from '../tags.ts';

const VALUE_ALPHABET = `${LOWER_ALPHANUMERIC}ABCDEFGHIJKLMNOPQRSTUVWXYZ`;

/** Let into a stage by a usage plan only. https://docs.aws.amazon.com/apigateway/latest/api/API_CreateApiKey.html */
export const createApiKey = operation('apigateway', 'CreateApiKey', async (input, context) => {
  const { clock, ids, store } = context;
  const { generateDistinctId: _distinct, stageKeys, ...members } = input;
  if (stageKeys && stageKeys.length > 0)
    throw notImplemented('apigateway', 'CreateApiKey', 'the setting stageKeys; use a usage plan');
  const value = input.value ?? ids.pick(VALUE_ALPHABET, 40);
  assertKeyValue(value);
  assertTags(input.tags);
  const key: ApiKeyRecord = {
    ...members,
    id: ids.pick(LOWER_ALPHANUMERIC, 10),
    value,
    enabled: input.enabled ?? false,
    stageKeys: [],
    createdAtEpochMs: clock.now(),
    updatedAtEpochMs: clock.now(),
  };
  await store.transact([[apiKeyValues, [value]]], async (tx) => {
    if (await tx.get(apiKeyValues, [value])) throw conflict('API Key already exists');
    tx.put(apiKeyValues, [value], { keyId: key.id });
    tx.put(apiKeys, [key.id], key);
  });
  return toApiKey(key, true);
});
