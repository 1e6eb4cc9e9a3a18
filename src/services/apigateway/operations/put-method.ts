import type { Method } from '@aws-sdk/client-api-gateway';
import { operation } from '../../define-service.ts';
import { changeRestApi } from '../change-rest-api.ts';
import { conflict } from '../errors.ts';
import { assertMethod } from '../method.ts';
import { getResourceRecord } from '../resource.ts';
import { resources } from '../store.ts';

/** https://docs.aws.amazon.com/apigateway/latest/api/API_PutMethod.html */
export const putMethod = operation('apigateway', 'PutMethod', (input, context) =>
  changeRestApi(context, input.restApiId, async (tx, api) => {
    const { restApiId: _api, resourceId: _resource, ...members } = input;
    const resource = await getResourceRecord(tx, api.id, input.resourceId);
    const method: Method = { ...members, apiKeyRequired: input.apiKeyRequired ?? false };
    await assertMethod(tx, api.id, method);
    const name = method.httpMethod ?? '';
    if (resource.resourceMethods[name]) throw conflict('Method already exists for this resource');
    resource.resourceMethods[name] = method;
    tx.put(resources, [api.id, resource.id], resource);
    return method;
  }),
);
