import { operation } from '../../define-service.ts';
import { getApiRecord } from '../change-api.ts';
import { readPage } from '../page.ts';
import { assertRoute } from '../route-response.ts';
import { routeResponses } from '../store.ts';

/** https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-routes-routeid-routeresponses.html#GetRouteResponses */
export const getRouteResponses = operation(
  'apigatewayv2',
  'GetRouteResponses',
  async (input, context) => {
    const { ApiId } = await getApiRecord(context, input.ApiId);
    const routeId = await assertRoute(context.store, ApiId, input.RouteId);
    const { values, ...next } = await readPage(context, routeResponses, [ApiId, routeId], input);
    return { Items: values, ...next };
  },
);
