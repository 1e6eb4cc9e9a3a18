import type { Method } from '@aws-sdk/client-api-gateway';
import { LOWER_ALPHANUMERIC } from '../../../platform/ids.ts';
import type { Context } from '../../context.ts';
import type { StoreTransaction } from '../../store.ts';
import { assertAuthorizer } from '../authorizer.ts';
import { writeParts } from '../documentation.ts';
import { badRequest } from '../errors.ts';
import { assertGatewayResponse } from '../gateway-response.ts';
import { assertIntegration, assertResponseMapping } from '../integration.ts';
import { assertMethod } from '../method.ts';
import { assertModel, defaultModels } from '../model.ts';
import { placeResource } from '../resource.ts';
import {
  authorizers,
  gatewayResponses,
  type GatewayResponseRecord,
  models,
  type ResourceRecord,
  resources,
  type RestApiRecord,
  validators,
} from '../store.ts';
import type { ImportedApi, ImportedMethod } from './imported-api.ts';
import { placeModels } from './read-models.ts';

/** Writes what was read of a document into an API. In mode `overwrite` nothing else is left of it. */
export async function writeImported(
  tx: StoreTransaction,
  context: Context,
  api: RestApiRecord,
  imported: ImportedApi,
  mode: 'merge' | 'overwrite',
): Promise<void> {
  if (mode === 'overwrite') await clear(tx, context, api);
  const { ids } = context;
  for (const model of imported.models) {
    assertModel(model);
    const before = await tx.get(models, [api.id, model.name]);
    const schema = placeModels(model.schema ?? '{}', api.id);
    const id = before?.id ?? ids.pick(LOWER_ALPHANUMERIC, 6);
    tx.put(models, [api.id, model.name], { id, ...model, schema });
  }
  for (const response of imported.gatewayResponses) {
    assertGatewayResponse(response);
    const record = response as GatewayResponseRecord;
    tx.put(gatewayResponses, [api.id, record.responseType], record);
  }
  if (imported.documentationParts.length > 0 || mode === 'overwrite')
    await writeParts(tx, context, api.id, imported.documentationParts, mode);
  const names: Names = { authorizers: new Map(), validators: new Map() };
  await writeNamed(tx, context, api, imported, names);
  await writeMethods(tx, context, api, imported.methods, names);
}

/** Ids by names. */
interface Names {
  authorizers: Map<string, string>;
  validators: Map<string, string>;
}

async function writeNamed(
  tx: StoreTransaction,
  { ids }: Context,
  api: RestApiRecord,
  imported: ImportedApi,
  names: Names,
): Promise<void> {
  const prefix = [api.id];
  for (const { value } of await tx.scan(authorizers, { prefix }))
    names.authorizers.set(value.name ?? '', value.id);
  for (const { value } of await tx.scan(validators, { prefix }))
    names.validators.set(value.name ?? '', value.id);
  for (const authorizer of imported.authorizers) {
    assertAuthorizer('ImportRestApi', authorizer);
    const id = names.authorizers.get(authorizer.name) ?? ids.pick(LOWER_ALPHANUMERIC, 6);
    names.authorizers.set(authorizer.name, id);
    tx.put(authorizers, [api.id, id], { ...authorizer, id });
  }
  for (const validator of imported.validators) {
    const id = names.validators.get(validator.name) ?? ids.pick(LOWER_ALPHANUMERIC, 6);
    names.validators.set(validator.name, id);
    tx.put(validators, [api.id, id], { ...validator, id });
  }
}

async function writeMethods(
  tx: StoreTransaction,
  context: Context,
  api: RestApiRecord,
  methods: readonly ImportedMethod[],
  names: Names,
): Promise<void> {
  const all = (await tx.scan(resources, { prefix: [api.id] })).map(({ value }) => value);
  for (const each of methods) {
    const resource = ensureResource(context, api, all, each.path);
    const method: Method = { ...each.method };
    if (each.authorizer !== undefined) method.authorizerId = names.authorizers.get(each.authorizer);
    if (each.validator !== undefined) {
      const id = names.validators.get(each.validator);
      if (id === undefined) throw badRequest(`Validator ${each.validator} not found`);
      method.requestValidatorId = id;
    }
    await assertMethod(tx, api.id, method);
    assertIntegrationOf(method);
    if (method.methodIntegration) method.methodIntegration.cacheNamespace ??= resource.id;
    resource.resourceMethods[each.httpMethod] = method;
  }
  for (const resource of all) tx.put(resources, [api.id, resource.id], resource);
}

function assertIntegrationOf({ methodIntegration: integration }: Method): void {
  if (!integration) return;
  assertIntegration('ImportRestApi', integration);
  for (const response of Object.values(integration.integrationResponses ?? {}))
    assertResponseMapping(response.responseParameters);
}

/** The resource of a path, made with all above it when it is not there. */
function ensureResource(
  { ids }: Context,
  api: RestApiRecord,
  all: ResourceRecord[],
  path: string,
): ResourceRecord {
  let resource = all.find((each) => each.id === api.rootResourceId);
  for (const pathPart of path.split('/').filter((each) => each !== '')) {
    const parentId: string = resource?.id ?? api.rootResourceId;
    const existing = all.find((each) => each.parentId === parentId && each.pathPart === pathPart);
    resource =
      existing ?? placeResource(all, { id: ids.pick(LOWER_ALPHANUMERIC, 6), parentId, pathPart });
    if (!existing) all.push(resource);
  }
  if (!resource) throw badRequest('The API has no root resource');
  return resource;
}

async function clear(tx: StoreTransaction, { ids }: Context, api: RestApiRecord): Promise<void> {
  const prefix = [api.id];
  for (const table of [resources, models, validators, authorizers, gatewayResponses])
    for (const { key } of await tx.scan<unknown>(table, { prefix })) tx.delete(table, key);
  const root = api.rootResourceId;
  tx.put(resources, [api.id, root], { id: root, path: '/', resourceMethods: {} });
  for (const model of defaultModels(ids)) tx.put(models, [api.id, model.name], model);
}
