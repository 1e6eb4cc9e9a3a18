import { operation } from '../../define-service.ts';
import { changeApi } from '../change-api.ts';
import { autoDeploy } from '../deployment.ts';
import { assertRouteResponse, getRouteResponseRecord } from '../route-response.ts';
import { type RouteResponseRecord, routeResponses } from '../store.ts';

/** https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-routes-routeid-routeresponses-routeresponseid.html#UpdateRouteResponse */
export const updateRouteResponse = operation(
  'apigatewayv2',
  'UpdateRouteResponse',
  (input, context) =>
    changeApi(context, input.ApiId, async (tx, { ApiId }) => {
      const before = await getRouteResponseRecord(tx, ApiId, input);
      assertRouteResponse(input);
      const updated: RouteResponseRecord = {
        ...before,
        ModelSelectionExpression: input.ModelSelectionExpression ?? before.ModelSelectionExpression,
        ResponseModels: input.ResponseModels ?? before.ResponseModels,
        ResponseParameters: input.ResponseParameters ?? before.ResponseParameters,
      };
      tx.put(routeResponses, [ApiId, before.RouteId, before.RouteResponseId], updated);
      await autoDeploy(tx, context, ApiId);
      return updated;
    }),
);
