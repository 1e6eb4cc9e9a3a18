import { operation } from '../../define-service.ts';
import { changeRestApi } from '../change-rest-api.ts';
import { partsOfApi, restApiOwners, restApis } from '../store.ts';

/** The API with all that belongs to it. https://docs.aws.amazon.com/apigateway/latest/api/API_DeleteRestApi.html */
export const deleteRestApi = operation('apigateway', 'DeleteRestApi', (input, context) =>
  changeRestApi(context, input.restApiId, async (tx, { id }) => {
    for (const table of partsOfApi)
      for (const { key } of await tx.scan(table, { prefix: [id] })) tx.delete(table, key);
    tx.delete(restApis, [id]);
    tx.delete(restApiOwners, [id]);
    return {};
  }),
);
