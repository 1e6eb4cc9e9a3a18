import { LOWER_ALPHANUMERIC } from '../../../platform/ids.ts';
import { operation } from '../../define-service.ts';
import { assertRouteAuthorizer } from '../authorizer.ts';
import { changeApi } from '../change-api.ts';
import { autoDeploy } from '../deployment.ts';
import { assertRouteKey, assertRouteMembers, assertTarget, webSocketMembers } from '../route.ts';
import { type RouteRecord, routes } from '../store.ts';

/** https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-routes.html#CreateRoute */
export const createRoute = operation('apigatewayv2', 'CreateRoute', (input, context) =>
  changeApi(context, input.ApiId, async (tx, api) => {
    const { ApiId } = api;
    const RouteKey = input.RouteKey ?? '';
    assertRouteMembers(api, { ...input, RouteKey });
    await assertRouteKey(tx, api, RouteKey);
    await assertTarget(tx, ApiId, input.Target);
    await assertRouteAuthorizer(tx, ApiId, input);
    const route: RouteRecord = {
      ApiKeyRequired: false,
      ...webSocketMembers(input),
      AuthorizationType: input.AuthorizationType ?? 'NONE',
      ...(input.AuthorizerId !== undefined && { AuthorizerId: input.AuthorizerId }),
      ...(input.AuthorizationScopes && { AuthorizationScopes: input.AuthorizationScopes }),
      OperationName: input.OperationName,
      RouteId: context.ids.pick(LOWER_ALPHANUMERIC, 7),
      RouteKey,
      Target: input.Target,
    };
    tx.put(routes, [ApiId, route.RouteId], route);
    await autoDeploy(tx, context, ApiId);
    return route;
  }),
);
