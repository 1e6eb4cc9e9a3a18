import { operation } from '../../define-service.ts';
import { toApiKey } from '../api-key.ts';
import { readPage } from '../page.ts';
import { apiKeys } from '../store.ts';

/** Filters apply to a page, as they do in AWS. https://docs.aws.amazon.com/apigateway/latest/api/API_GetApiKeys.html */
export const getApiKeys = operation('apigateway', 'GetApiKeys', async (input, context) => {
  const { items, ...next } = await readPage(context, apiKeys, [], input);
  const { customerId, nameQuery } = input;
  const wanted = items.filter(
    (each) =>
      (nameQuery === undefined || (each.name ?? '').startsWith(nameQuery)) &&
      (customerId === undefined || each.customerId === customerId),
  );
  return { items: wanted.map((each) => toApiKey(each, input.includeValues ?? false)), ...next };
});
