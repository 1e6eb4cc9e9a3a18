import type { CreateApiRequest } from '@aws-sdk/client-apigatewayv2';
import { LOWER_ALPHANUMERIC } from '../../platform/ids.ts';
import type { Context } from '../context.ts';
import type { StoreTransaction } from '../store.ts';
import { API_KEY_SELECTION, customId, ROUTE_SELECTION } from './api.ts';
import { conflict } from './errors.ts';
import { apiOwners, isApiIdTaken, ownerRows } from '../execute-api/api-owners.ts';
import { type ApiRecord, apis } from './store.ts';

/** An API with AWS's defaults and an id of its own. @throws BadRequestException for a malformed `_custom_id_` */
export function makeApi({ clock, ids }: Context, input: Partial<CreateApiRequest>): ApiRecord {
  return {
    ApiId: customId(input.Tags) ?? ids.pick(LOWER_ALPHANUMERIC, 10),
    ApiKeySelectionExpression: input.ApiKeySelectionExpression ?? API_KEY_SELECTION,
    CorsConfiguration: input.CorsConfiguration,
    createdAtEpochMs: clock.now(),
    Description: input.Description,
    DisableSchemaValidation: input.DisableSchemaValidation,
    DisableExecuteApiEndpoint: input.DisableExecuteApiEndpoint ?? false,
    IpAddressType: input.IpAddressType ?? 'ipv4',
    Name: input.Name,
    ProtocolType: input.ProtocolType ?? 'HTTP',
    RouteSelectionExpression: input.RouteSelectionExpression ?? ROUTE_SELECTION,
    Tags: input.Tags ?? {},
    Version: input.Version,
  };
}

/**
 * Stores a new API together with what `fill` puts into it.
 * @param fill returns the API as it shall be stored. @throws ConflictException when the id is taken
 */
export function putNewApi(
  { account, region, store }: Context,
  record: ApiRecord,
  fill: (tx: StoreTransaction) => Promise<ApiRecord> | ApiRecord,
): Promise<ApiRecord> {
  const key = [record.ApiId];
  return store.transact([[apis, key], ...ownerRows(record.ApiId)], async (tx) => {
    if (await isApiIdTaken(tx, record.ApiId))
      throw conflict(`An API with the identifier ${record.ApiId} already exists`);
    const api = await fill(tx);
    tx.put(apis, key, api);
    tx.put(apiOwners, key, { account, region });
    return api;
  });
}
