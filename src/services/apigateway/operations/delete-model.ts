import { operation } from '../../define-service.ts';
import { changeRestApi } from '../change-rest-api.ts';
import { conflict } from '../errors.ts';
import { modelNotFound } from '../model.ts';
import { models, resources } from '../store.ts';

/** https://docs.aws.amazon.com/apigateway/latest/api/API_DeleteModel.html */
export const deleteModel = operation('apigateway', 'DeleteModel', (input, context) =>
  changeRestApi(context, input.restApiId, async (tx, api) => {
    const name = input.modelName ?? '';
    if (!(await tx.get(models, [api.id, name]))) throw modelNotFound(name);
    for (const { value } of await tx.scan(resources, { prefix: [api.id] }))
      for (const method of Object.values(value.resourceMethods))
        if (Object.values(method.requestModels ?? {}).includes(name))
          throw conflict(
            `Cannot delete model '${name}', is referenced in method request: ${value.path}/${method.httpMethod}`,
          );
    tx.delete(models, [api.id, name]);
    return {};
  }),
);
