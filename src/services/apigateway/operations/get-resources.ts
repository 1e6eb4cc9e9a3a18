import { operation } from '../../define-service.ts';
import { getRestApiRecord } from '../change-rest-api.ts';
import { readPage } from '../page.ts';
import { toResource } from '../resource.ts';
import { resources } from '../store.ts';

/** https://docs.aws.amazon.com/apigateway/latest/api/API_GetResources.html */
export const getResources = operation('apigateway', 'GetResources', async (input, context) => {
  const { id } = await getRestApiRecord(context, input.restApiId);
  const { items, ...next } = await readPage(context, resources, [id], input);
  return { items: items.map((each) => toResource(each, input.embed)), ...next };
});
