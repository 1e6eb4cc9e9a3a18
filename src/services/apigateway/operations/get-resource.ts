import { operation } from '../../define-service.ts';
import { getRestApiRecord } from '../change-rest-api.ts';
import { getResourceRecord, toResource } from '../resource.ts';

/** https://docs.aws.amazon.com/apigateway/latest/api/API_GetResource.html */
export const getResource = operation('apigateway', 'GetResource', async (input, context) => {
  await getRestApiRecord(context, input.restApiId);
  const resource = await getResourceRecord(context.store, input.restApiId, input.resourceId);
  return toResource(resource, input.embed);
});
