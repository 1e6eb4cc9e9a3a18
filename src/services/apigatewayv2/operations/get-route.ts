import { operation } from '../../define-service.ts';
import { getApiRecord } from '../change-api.ts';
import { notFound } from '../errors.ts';
import { routes } from '../store.ts';

/** https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-routes-routeid.html#GetRoute */
export const getRoute = operation('apigatewayv2', 'GetRoute', async (input, context) => {
  const { ApiId } = await getApiRecord(context, input.ApiId);
  const route = await context.store.get(routes, [ApiId, input.RouteId ?? '']);
  if (!route) throw notFound('Route');
  return route;
});
