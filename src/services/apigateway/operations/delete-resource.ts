import { operation } from '../../define-service.ts';
import { changeRestApi } from '../change-rest-api.ts';
import { badRequest } from '../errors.ts';
import { getResourceRecord } from '../resource.ts';
import { resources } from '../store.ts';

/** With all below it. https://docs.aws.amazon.com/apigateway/latest/api/API_DeleteResource.html */
export const deleteResource = operation('apigateway', 'DeleteResource', (input, context) =>
  changeRestApi(context, input.restApiId, async (tx, api) => {
    const resource = await getResourceRecord(tx, api.id, input.resourceId);
    if (resource.parentId === undefined) throw badRequest('Root resource cannot be deleted');
    const below = `${resource.path}/`;
    for (const { key, value } of await tx.scan(resources, { prefix: [api.id] }))
      if (value.id === resource.id || value.path.startsWith(below)) tx.delete(resources, key);
    return {};
  }),
);
