import { operation } from '../../define-service.ts';
import { changeRestApi } from '../change-rest-api.ts';
import { applyPatch } from '../patch.ts';
import { assertRestApi, restApiPatch, toRestApi } from '../rest-api.ts';
import { restApis } from '../store.ts';

/** https://docs.aws.amazon.com/apigateway/latest/api/API_UpdateRestApi.html */
export const updateRestApi = operation('apigateway', 'UpdateRestApi', (input, context) =>
  changeRestApi(context, input.restApiId, (tx, api) => {
    const updated = applyPatch(api, input.patchOperations, restApiPatch);
    assertRestApi(updated);
    tx.put(restApis, [api.id], updated);
    return toRestApi(updated);
  }),
);
