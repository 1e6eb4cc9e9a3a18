import { operation } from '../../define-service.ts';
import { changeApi } from '../change-api.ts';
import { autoDeploy } from '../deployment.ts';
import { notFound } from '../errors.ts';
import { routeResponses, routes } from '../store.ts';

/** https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-routes-routeid.html#DeleteRoute */
export const deleteRoute = operation('apigatewayv2', 'DeleteRoute', (input, context) =>
  changeApi(context, input.ApiId, async (tx, { ApiId }) => {
    const key = [ApiId, input.RouteId ?? ''];
    if (!(await tx.get(routes, key))) throw notFound('Route');
    tx.delete(routes, key);
    for (const row of await tx.scan(routeResponses, { prefix: key }))
      tx.delete(routeResponses, row.key);
    await autoDeploy(tx, context, ApiId);
    return {};
  }),
);
