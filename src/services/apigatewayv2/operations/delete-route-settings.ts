import { operation, serviceError } from '../../define-service.ts';
import { changeApi } from '../change-api.ts';
import { notFound } from '../errors.ts';
import { stages } from '../store.ts';

/** https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-stages-stagename-routesettings-routekey.html#DeleteRouteSettings */
export const deleteRouteSettings = operation(
  'apigatewayv2',
  'DeleteRouteSettings',
  (input, context) =>
    changeApi(context, input.ApiId, async (tx, { ApiId }) => {
      const { StageName = '', RouteKey = '' } = input;
      const stage = await tx.get(stages, [ApiId, StageName]);
      if (!stage) throw notFound('stage');
      const { [RouteKey]: dropped, ...rest } = stage.RouteSettings ?? {};
      if (!dropped)
        throw serviceError(
          'apigatewayv2',
          'NotFoundException',
          `Unable to find Route by key ${RouteKey} within the provided RouteSettings`,
        );
      tx.put(stages, [ApiId, StageName], {
        ...stage,
        RouteSettings: rest,
        updatedAtEpochMs: context.clock.now(),
      });
      return {};
    }),
);
