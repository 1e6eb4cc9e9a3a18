import { operation } from '../../define-service.ts';
import type { StoreTransaction } from '../../store.ts';
import { assertApiMembers, toApi } from '../api.ts';
import { changeApi } from '../change-api.ts';
import { autoDeploy } from '../deployment.ts';
import { badRequest } from '../errors.ts';
import { toManagedIntegration } from '../quick-create.ts';
import { assertRouteKey } from '../route.ts';
import { type ApiRecord, apis, integrations, routes } from '../store.ts';

/** https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid.html#UpdateApi */
export const updateApi = operation('apigatewayv2', 'UpdateApi', (input, context) =>
  changeApi(context, input.ApiId, async (tx, api) => {
    assertApiMembers(api.ProtocolType ?? 'HTTP', input);
    const updated: ApiRecord = {
      ...api,
      ApiKeySelectionExpression: input.ApiKeySelectionExpression ?? api.ApiKeySelectionExpression,
      CorsConfiguration: input.CorsConfiguration ?? api.CorsConfiguration,
      Description: input.Description ?? api.Description,
      DisableSchemaValidation: input.DisableSchemaValidation ?? api.DisableSchemaValidation,
      DisableExecuteApiEndpoint: input.DisableExecuteApiEndpoint ?? api.DisableExecuteApiEndpoint,
      IpAddressType: input.IpAddressType ?? api.IpAddressType,
      Name: input.Name ?? api.Name,
      RouteSelectionExpression: input.RouteSelectionExpression ?? api.RouteSelectionExpression,
      Version: input.Version ?? api.Version,
    };
    tx.put(apis, [api.ApiId], updated);
    if (input.Target || input.RouteKey || input.CredentialsArn)
      await updateQuickCreate(tx, api, input);
    await autoDeploy(tx, context, api.ApiId);
    return toApi(context, updated);
  }),
);

/** `Target`, `RouteKey` and `CredentialsArn` change what quick create made. */
async function updateQuickCreate(
  tx: StoreTransaction,
  api: ApiRecord,
  input: {
    Target?: string | undefined;
    RouteKey?: string | undefined;
    CredentialsArn?: string | undefined;
  },
): Promise<void> {
  const { ApiId, quickCreate } = api;
  const integration =
    quickCreate && (await tx.get(integrations, [ApiId, quickCreate.integrationId]));
  const route = quickCreate && (await tx.get(routes, [ApiId, quickCreate.routeId]));
  if (!integration || !route)
    throw badRequest('Target, RouteKey and CredentialsArn are only for APIs made by quick create.');
  const target = {
    Target: input.Target ?? integration.IntegrationUri ?? '',
    CredentialsArn: input.CredentialsArn ?? integration.CredentialsArn,
  };
  tx.put(
    integrations,
    [ApiId, integration.IntegrationId],
    toManagedIntegration(integration.IntegrationId, target),
  );
  if (input.RouteKey === undefined) return;
  await assertRouteKey(tx, api, input.RouteKey, route.RouteId);
  tx.put(routes, [ApiId, route.RouteId], { ...route, RouteKey: input.RouteKey });
}
