import { operation } from '../../define-service.ts';
import { changeRestApi } from '../change-rest-api.ts';
import { assertModel, modelNotFound, modelPatch } from '../model.ts';
import { applyPatch } from '../patch.ts';
import { models } from '../store.ts';

/** https://docs.aws.amazon.com/apigateway/latest/api/API_UpdateModel.html */
export const updateModel = operation('apigateway', 'UpdateModel', (input, context) =>
  changeRestApi(context, input.restApiId, async (tx, api) => {
    const key = [api.id, input.modelName ?? ''];
    const before = await tx.get(models, key);
    if (!before) throw modelNotFound(input.modelName);
    const updated = applyPatch(before, input.patchOperations, modelPatch);
    assertModel(updated);
    tx.put(models, key, updated);
    return updated;
  }),
);
