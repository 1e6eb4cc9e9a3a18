import { LOWER_ALPHANUMERIC } from '../../../platform/ids.ts';
import { operation } from '../../define-service.ts';
import { changeApi } from '../change-api.ts';
import { autoDeploy } from '../deployment.ts';
import { assertWebSocket, conflict } from '../errors.ts';
import { assertRoute, assertRouteResponse } from '../route-response.ts';
import { type RouteResponseRecord, routeResponses } from '../store.ts';

/** https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-routes-routeid-routeresponses.html#CreateRouteResponse */
export const createRouteResponse = operation(
  'apigatewayv2',
  'CreateRouteResponse',
  (input, context) =>
    changeApi(context, input.ApiId, async (tx, api) => {
      assertWebSocket(api, 'CreateRouteResponse');
      const { ApiId } = api;
      const { RouteResponseKey = '' } = input;
      const RouteId = await assertRoute(tx, ApiId, input.RouteId);
      assertRouteResponse({ RouteResponseKey });
      // Only `$default` is a key.
      if ((await tx.scan(routeResponses, { prefix: [ApiId, RouteId], limit: 1 })).length > 0)
        throw conflict(`Route response with key ${RouteResponseKey} already exists for this route`);
      const { ApiId: _api, ...members } = input;
      const response: RouteResponseRecord = {
        ...members,
        RouteId,
        RouteResponseKey,
        RouteResponseId: context.ids.pick(LOWER_ALPHANUMERIC, 7),
      };
      tx.put(routeResponses, [ApiId, RouteId, response.RouteResponseId], response);
      await autoDeploy(tx, context, ApiId);
      return response;
    }),
);
