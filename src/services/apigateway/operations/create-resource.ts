import { LOWER_ALPHANUMERIC } from '../../../platform/ids.ts';
import { operation } from '../../define-service.ts';
import { changeRestApi } from '../change-rest-api.ts';
import { placeResource, toResource } from '../resource.ts';
import { resources } from '../store.ts';

/** https://docs.aws.amazon.com/apigateway/latest/api/API_CreateResource.html */
export const createResource = operation('apigateway', 'CreateResource', (input, context) =>
  changeRestApi(context, input.restApiId, async (tx, api) => {
    const all = (await tx.scan(resources, { prefix: [api.id] })).map(({ value }) => value);
    const resource = placeResource(all, {
      id: context.ids.pick(LOWER_ALPHANUMERIC, 6),
      parentId: input.parentId ?? '',
      pathPart: input.pathPart ?? '',
    });
    tx.put(resources, [api.id, resource.id], resource);
    return toResource(resource);
  }),
);
