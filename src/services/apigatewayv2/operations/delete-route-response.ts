import { operation } from '../../define-service.ts';
import { changeApi } from '../change-api.ts';
import { autoDeploy } from '../deployment.ts';
import { getRouteResponseRecord } from '../route-response.ts';
import { routeResponses } from '../store.ts';

/** https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-routes-routeid-routeresponses-routeresponseid.html#DeleteRouteResponse */
export const deleteRouteResponse = operation(
  'apigatewayv2',
  'DeleteRouteResponse',
  (input, context) =>
    changeApi(context, input.ApiId, async (tx, { ApiId }) => {
      const { RouteId, RouteResponseId } = await getRouteResponseRecord(tx, ApiId, input);
      tx.delete(routeResponses, [ApiId, RouteId, RouteResponseId]);
      await autoDeploy(tx, context, ApiId);
      return {};
    }),
);
