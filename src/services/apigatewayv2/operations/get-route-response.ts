import { operation } from '../../define-service.ts';
import { getApiRecord } from '../change-api.ts';
import { getRouteResponseRecord } from '../route-response.ts';

/** https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-routes-routeid-routeresponses-routeresponseid.html#GetRouteResponse */
export const getRouteResponse = operation(
  'apigatewayv2',
  'GetRouteResponse',
  async (input, context) => {
    const { ApiId } = await getApiRecord(context, input.ApiId);
    return getRouteResponseRecord(context.store, ApiId, input);
  },
);
