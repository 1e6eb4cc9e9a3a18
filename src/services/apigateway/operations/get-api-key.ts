import { operation } from '../../define-service.ts';
import { getApiKeyRecord, toApiKey } from '../api-key.ts';

/** https://docs.aws.amazon.com/apigateway/latest/api/API_GetApiKey.html */
export const getApiKey = operation('apigateway', 'GetApiKey', async (input, context) =>
  toApiKey(await getApiKeyRecord(context.store, input.apiKey), input.includeValue ?? false),
);
