import type { ApiKey } from '@aws-sdk/client-api-gateway';
import type { Context } from '../context.ts';
import type { StoreTransaction } from '../store.ts';
import { badRequest, notFoundOf } from './errors.ts';
import { flag, mapItem, type PatchRules, text } from './patch.ts';
import { type ApiKeyRecord, apiKeys } from './store.ts';

/** https://docs.aws.amazon.com/apigateway/latest/api/patch-operations.html#UpdateApiKey-Patch */
export const apiKeyPatch: PatchRules = {
  '/name': text('name'),
  '/description': text('description'),
  '/enabled': flag('enabled'),
  '/customerId': text('customerId'),
  '/tags/{key}': mapItem('tags'),
};

/** As the API's operations return it. @param includesValue GetApiKey and GetApiKeys leave the value out unless asked */
export function toApiKey(record: ApiKeyRecord, includesValue: boolean): ApiKey {
  const { createdAtEpochMs, updatedAtEpochMs, value, ...key } = record;
  return {
    ...key,
    ...(includesValue && { value }),
    createdDate: new Date(createdAtEpochMs),
    lastUpdatedDate: new Date(updatedAtEpochMs),
  };
}

/** @throws BadRequestException for a value too short or too long */
export function assertKeyValue(value: string): void {
  if (value.length < 20) throw badRequest('API Key value should be at least 20 characters');
  if (value.length > 128) throw badRequest('API Key value exceeds maximum size of 128 characters');
}

/** @throws NotFoundException */
export async function getApiKeyRecord(
  from: Context['store'] | StoreTransaction,
  id: string | undefined,
): Promise<ApiKeyRecord> {
  const key = await from.get(apiKeys, [id ?? '']);
  if (!key) throw notFoundOf('apiKey');
  return key;
}
