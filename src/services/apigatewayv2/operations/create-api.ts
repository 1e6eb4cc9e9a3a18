import { LOWER_ALPHANUMERIC } from '../../../platform/ids.ts';
import { notImplemented } from '../../../protocol/aws-error.ts';
import { operation } from '../../define-service.ts';
import { API_KEY_SELECTION, assertApiMembers, customId, ROUTE_SELECTION, toApi } from '../api.ts';
import { badRequest, conflict, refuseWebSocketOnly } from '../errors.ts';
import { quickCreate } from '../quick-create.ts';
import { type ApiRecord, apiOwners, apis } from '../store.ts';
import { assertTags } from '../tags.ts';

/** https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis.html#CreateApi */
export const createApi = operation('apigatewayv2', 'CreateApi', async (input, context) => {
  if (input.ProtocolType === 'WEBSOCKET')
    throw notImplemented('apigatewayv2', 'CreateApi', 'the ProtocolType WEBSOCKET');
  if (input.ProtocolType !== 'HTTP')
    throw badRequest('Invalid protocol specified. Must be one of [HTTP, WEBSOCKET]');
  assertApiMembers({ ...input, Name: input.Name ?? '' });
  assertTags(input.Tags);
  refuseWebSocketOnly({ DisableSchemaValidation: input.DisableSchemaValidation });
  if (!input.Target && (input.RouteKey || input.CredentialsArn))
    throw badRequest('RouteKey and CredentialsArn are part of quick create and need a Target.');

  const { account, region, clock, ids, store } = context;
  const record: ApiRecord = {
    ApiId: customId(input.Tags) ?? ids.pick(LOWER_ALPHANUMERIC, 10),
    ApiKeySelectionExpression: input.ApiKeySelectionExpression ?? API_KEY_SELECTION,
    CorsConfiguration: input.CorsConfiguration,
    createdAtEpochMs: clock.now(),
    Description: input.Description,
    DisableExecuteApiEndpoint: input.DisableExecuteApiEndpoint ?? false,
    IpAddressType: input.IpAddressType ?? 'ipv4',
    Name: input.Name,
    ProtocolType: 'HTTP',
    RouteSelectionExpression: input.RouteSelectionExpression ?? ROUTE_SELECTION,
    Tags: input.Tags ?? {},
    Version: input.Version,
  };
  const key = [record.ApiId];
  const created = await store.transact(
    [
      [apis, key],
      [apiOwners, key],
    ],
    async (tx) => {
      if (await tx.get(apiOwners, key))
        throw conflict(`An API with the identifier ${record.ApiId} already exists`);
      const api = input.Target
        ? await quickCreate(tx, context, record, { ...input, Target: input.Target })
        : record;
      tx.put(apis, key, api);
      tx.put(apiOwners, key, { account, region });
      return api;
    },
  );
  return toApi(context, created);
});
