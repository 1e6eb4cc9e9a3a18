import type { EndpointConfiguration, RestApi } from '@aws-sdk/client-api-gateway';
import { LOWER_ALPHANUMERIC } from '../../platform/ids.ts';
import type { Context } from '../context.ts';
import type { StoreTransaction } from '../store.ts';
import { badRequest, conflict } from './errors.ts';
import { choice, flag, integer, listItem, mapItem, type PatchRules, text } from './patch.ts';
import { isApiIdTaken, ownerRows, restApiOwners } from '../execute-api/api-owners.ts';
import { models, resources, type RestApiRecord, restApis } from './store.ts';
import { defaultModels } from './model.ts';

/** Fixes the id of an API, as in LocalStack, so that URLs survive a new deployment of a stack. */
const CUSTOM_ID_TAG = '_custom_id_';
/** A label of a host name. */
const CUSTOM_ID = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;
const LARGEST_COMPRESSION_SIZE_BYTES = 10_485_760;

/** https://docs.aws.amazon.com/apigateway/latest/api/patch-operations.html#UpdateRestApi-Patch */
export const restApiPatch: PatchRules = {
  '/name': text('name'),
  '/description': text('description'),
  '/version': text('version'),
  '/policy': text('policy'),
  '/apiKeySource': choice('apiKeySource', ['HEADER', 'AUTHORIZER']),
  '/minimumCompressionSize': integer('minimumCompressionSize', ['replace', 'remove', 'add']),
  '/disableExecuteApiEndpoint': flag('disableExecuteApiEndpoint'),
  '/binaryMediaTypes/{type}': listItem('binaryMediaTypes'),
  '/endpointConfiguration/types/{index}': {
    ops: ['replace', 'add', 'remove'],
    apply(target, { op, value }) {
      const configuration = target['endpointConfiguration'] as EndpointConfiguration;
      if (op === 'replace') configuration.types = [value as 'EDGE'];
    },
  },
  '/endpointConfiguration/ipAddressType': text('endpointConfiguration.ipAddressType'),
  '/tags/{key}': mapItem('tags'),
};

/** As the API's operations return it. */
export function toRestApi({ createdAtEpochMs, ...api }: RestApiRecord): RestApi {
  return { ...api, createdDate: new Date(createdAtEpochMs) };
}

/** What creating, importing and updating check. @throws BadRequestException */
export function assertRestApi(
  api: Pick<RestApi, 'name' | 'minimumCompressionSize' | 'policy'>,
): void {
  if (!api.name) throw badRequest('Invalid API name specified');
  const size = api.minimumCompressionSize;
  if (size !== undefined && !(size >= 0 && size <= LARGEST_COMPRESSION_SIZE_BYTES))
    throw badRequest(
      `Invalid minimum compression size, must be between 0 and ${LARGEST_COMPRESSION_SIZE_BYTES}`,
    );
  if (api.policy) assertJson(api.policy);
}

/** An API with its root resource and the two models that every API has. @throws ConflictException when `_custom_id_` is taken */
export async function createRestApi(
  context: Context,
  members: Omit<RestApi, 'id' | 'rootResourceId' | 'createdDate'>,
  fill: (tx: StoreTransaction, api: RestApiRecord) => Promise<void> | void = () => undefined,
): Promise<RestApiRecord> {
  const { account, clock, ids, region, store } = context;
  assertRestApi(members);
  const id = customId(members.tags) ?? ids.pick(LOWER_ALPHANUMERIC, 10);
  const record: RestApiRecord = {
    ...members,
    id,
    rootResourceId: ids.pick(LOWER_ALPHANUMERIC, 10),
    createdAtEpochMs: clock.now(),
    apiKeySource: members.apiKeySource ?? 'HEADER',
    disableExecuteApiEndpoint: members.disableExecuteApiEndpoint ?? false,
    endpointConfiguration: {
      types: ['EDGE'],
      ipAddressType: 'ipv4',
      ...members.endpointConfiguration,
    },
  };
  await store.transact([[restApis, [id]], ...ownerRows(id)], async (tx) => {
    if (await isApiIdTaken(tx, id)) throw conflict(`The API id ${id} is already in use.`);
    tx.put(restApis, [id], record);
    tx.put(restApiOwners, [id], { account, region });
    const root = record.rootResourceId;
    tx.put(resources, [id, root], { id: root, path: '/', resourceMethods: {} });
    for (const model of defaultModels(ids)) tx.put(models, [id, model.name], model);
    await fill(tx, record);
  });
  return (await store.get(restApis, [id])) ?? record;
}

/** @throws BadRequestException when the tag's value cannot be a host name's first label */
function customId(tags: Readonly<Record<string, string>> | undefined): string | undefined {
  const id = tags?.[CUSTOM_ID_TAG];
  if (id !== undefined && !CUSTOM_ID.test(id))
    throw badRequest(
      `The tag ${CUSTOM_ID_TAG} must be lower-case letters, digits and hyphens; got ${JSON.stringify(id.slice(0, 64))}.`,
    );
  return id;
}

function assertJson(policy: string): void {
  try {
    JSON.parse(policy);
  } catch {
    throw badRequest(
      'Invalid policy document. Please check the policy syntax and ensure that Principals are valid.',
    );
  }
}
