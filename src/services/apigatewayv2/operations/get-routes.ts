import { operation } from '../../define-service.ts';
import { getApiRecord } from '../change-api.ts';
import { readPage } from '../page.ts';
import { routes } from '../store.ts';

/** https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-routes.html#GetRoutes */
export const getRoutes = operation('apigatewayv2', 'GetRoutes', async (input, context) => {
  const { ApiId } = await getApiRecord(context, input.ApiId);
  const { values, ...next } = await readPage(context, routes, [ApiId], input);
  return { Items: values, ...next };
});
