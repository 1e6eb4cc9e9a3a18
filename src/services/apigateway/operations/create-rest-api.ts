import { operation } from '../../define-service.ts';
import type { StoreTransaction } from '../../store.ts';
import { getRestApiRecord } from '../change-rest-api.ts';
import { cloneParts } from '../clone-rest-api.ts';
import { createRestApi as create, toRestApi } from '../rest-api.ts';
import type { RestApiRecord } from '../store.ts';
import { assertTags } from '../tags.ts';

/** https://docs.aws.amazon.com/apigateway/latest/api/API_CreateRestApi.html */
export const createRestApi = operation('apigateway', 'CreateRestApi', async (input, context) => {
  const { cloneFrom, ...members } = input;
  assertTags(members.tags);
  if (cloneFrom === undefined) return toRestApi(await create(context, members));
  const source = await getRestApiRecord(context, cloneFrom);
  const { apiKeySource, binaryMediaTypes, minimumCompressionSize } = source;
  // Which settings AWS clones is not documented; these are what methods rely on.
  const inherited = {
    ...(apiKeySource && { apiKeySource }),
    ...(binaryMediaTypes && { binaryMediaTypes }),
    ...(minimumCompressionSize !== undefined && { minimumCompressionSize }),
  };
  const fill = (tx: StoreTransaction, api: RestApiRecord) => cloneParts(tx, source, api);
  return toRestApi(await create(context, { ...inherited, ...members }, fill));
});
