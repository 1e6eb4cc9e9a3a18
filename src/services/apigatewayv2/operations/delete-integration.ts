import { operation } from '../../define-service.ts';
import { changeApi } from '../change-api.ts';
import { autoDeploy } from '../deployment.ts';
import { badRequest, conflict, notFound } from '../errors.ts';
import { integrationIdOf } from '../route.ts';
import { integrationResponses, integrations, routes } from '../store.ts';

/** https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-integrations-integrationid.html#DeleteIntegration */
export const deleteIntegration = operation('apigatewayv2', 'DeleteIntegration', (input, context) =>
  changeApi(context, input.ApiId, async (tx, { ApiId }) => {
    const id = input.IntegrationId ?? '';
    const integration = await tx.get(integrations, [ApiId, id]);
    if (!integration) throw notFound('Integration');
    const users = (await tx.scan(routes, { prefix: [ApiId] })).filter(
      ({ value }) => integrationIdOf(value.Target) === id,
    );
    if (users.length > 0) {
      const routeIds = users.map(({ value }) => value.RouteId).join(', ');
      throw conflict(
        `Cannot delete Integration because it is referenced by the following Routes with Ids: [${routeIds}]`,
      );
    }
    // "You can update a managed integration, but you can't delete it"; the text is ours.
    if (integration.ApiGatewayManaged)
      throw badRequest('An integration made by quick create cannot be deleted.');
    tx.delete(integrations, [ApiId, id]);
    for (const { key } of await tx.scan(integrationResponses, { prefix: [ApiId, id] }))
      tx.delete(integrationResponses, key);
    await autoDeploy(tx, context, ApiId);
    return {};
  }),
);
