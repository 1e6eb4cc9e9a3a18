import { operation, serviceError } from '../../define-service.ts';
import { changeApi } from '../change-api.ts';
import { notFound } from '../errors.ts';
import { routes } from '../store.ts';

/** https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-routes-routeid-requestparameters-requestparameterkey.html#DeleteRouteRequestParameter */
export const deleteRouteRequestParameter = operation(
  'apigatewayv2',
  'DeleteRouteRequestParameter',
  (input, context) =>
    changeApi(context, input.ApiId, async (tx, { ApiId }) => {
      const key = [ApiId, input.RouteId ?? ''];
      const route = await tx.get(routes, key);
      if (!route) throw notFound('Route');
      const { [input.RequestParameterKey ?? '']: dropped, ...rest } = route.RequestParameters ?? {};
      // Routes of HTTP APIs have none: there the answer is always this one.
      if (!dropped)
        throw serviceError(
          'apigatewayv2',
          'NotFoundException',
          'Invalid request parameter key specified',
        );
      tx.put(routes, key, { ...route, RequestParameters: rest });
      return {};
    }),
);
