import { operation } from '../../define-service.ts';
import type { UpdateRouteRequest } from '@aws-sdk/client-apigatewayv2';
import { assertRouteAuthorizer } from '../authorizer.ts';
import { changeApi } from '../change-api.ts';
import { autoDeploy } from '../deployment.ts';
import { badRequest, notFound } from '../errors.ts';
import { assertRouteKey, assertRouteMembers, assertTarget, webSocketMembers } from '../route.ts';
import { type RouteRecord, routes } from '../store.ts';

/** https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-routes-routeid.html#UpdateRoute */
export const updateRoute = operation('apigatewayv2', 'UpdateRoute', (input, context) =>
  changeApi(context, input.ApiId, async (tx, api) => {
    const { ApiId } = api;
    const route = await tx.get(routes, [ApiId, input.RouteId ?? '']);
    if (!route) throw notFound('Route');
    const RouteKey = input.RouteKey ?? route.RouteKey;
    assertRouteMembers(api, { ...input, RouteKey });
    // "You can't modify the $default route key" of quick create; the text is ours.
    if (route.ApiGatewayManaged && route.RouteKey === '$default' && RouteKey !== route.RouteKey)
      throw badRequest(
        'The $default route key of an API made by quick create cannot be modified; use UpdateApi.',
      );
    await assertRouteKey(tx, api, RouteKey, route.RouteId);
    await assertTarget(tx, ApiId, input.Target);
    const updated: RouteRecord = {
      ...route,
      ...webSocketMembers(input),
      ...authorizationOf(route, input),
      OperationName: input.OperationName ?? route.OperationName,
      RouteKey,
      Target: input.Target ?? route.Target,
    };
    await assertRouteAuthorizer(tx, ApiId, updated);
    tx.put(routes, [ApiId, route.RouteId], updated);
    await autoDeploy(tx, context, ApiId);
    return updated;
  }),
);

/** A route that is opened keeps neither authorizer nor scopes. */
function authorizationOf(route: RouteRecord, input: UpdateRouteRequest): Partial<RouteRecord> {
  const AuthorizationType = input.AuthorizationType ?? route.AuthorizationType;
  if (AuthorizationType === 'NONE')
    return { AuthorizationType, AuthorizerId: undefined, AuthorizationScopes: undefined };
  return {
    AuthorizationType,
    AuthorizerId: input.AuthorizerId ?? route.AuthorizerId,
    AuthorizationScopes: input.AuthorizationScopes ?? route.AuthorizationScopes,
  };
}
