import { operation } from '../../define-service.ts';
import { readPage } from '../page.ts';
import { toRestApi } from '../rest-api.ts';
import { restApis } from '../store.ts';

/** https://docs.aws.amazon.com/apigateway/latest/api/API_GetRestApis.html */
export const getRestApis = operation('apigateway', 'GetRestApis', async (input, context) => {
  const { items, ...next } = await readPage(context, restApis, [], input);
  return { items: items.map(toRestApi), ...next };
});
