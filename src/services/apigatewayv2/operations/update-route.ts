import { operation } from '../../define-service.ts';
import { changeApi } from '../change-api.ts';
import { autoDeploy } from '../deployment.ts';
import { badRequest, notFound } from '../errors.ts';
import { assertRouteKey, assertRouteMembers, assertTarget } from '../route.ts';
import { type RouteRecord, routes } from '../store.ts';

/** https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-routes-routeid.html#UpdateRoute */
export const updateRoute = operation('apigatewayv2', 'UpdateRoute', (input, context) =>
  changeApi(context, input.ApiId, async (tx, { ApiId }) => {
    const route = await tx.get(routes, [ApiId, input.RouteId ?? '']);
    if (!route) throw notFound('Route');
    assertRouteMembers('UpdateRoute', input);
    const RouteKey = input.RouteKey ?? route.RouteKey;
    // "You can't modify the $default route key" of quick create; the text is ours.
    if (route.ApiGatewayManaged && route.RouteKey === '$default' && RouteKey !== route.RouteKey)
      throw badRequest(
        'The $default route key of an API made by quick create cannot be modified; use UpdateApi.',
      );
    await assertRouteKey(tx, ApiId, RouteKey, route.RouteId);
    await assertTarget(tx, ApiId, input.Target);
    const updated: RouteRecord = {
      ...route,
      OperationName: input.OperationName ?? route.OperationName,
      RouteKey,
      Target: input.Target ?? route.Target,
    };
    tx.put(routes, [ApiId, route.RouteId], updated);
    await autoDeploy(tx, context, ApiId);
    return updated;
  }),
);
