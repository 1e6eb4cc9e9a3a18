import { operation } from '../../define-service.ts';
import { changeRestApi } from '../change-rest-api.ts';
import { conflict, notFoundOf } from '../errors.ts';
import { resources, validators } from '../store.ts';

/** https://docs.aws.amazon.com/apigateway/latest/api/API_DeleteRequestValidator.html */
export const deleteRequestValidator = operation(
  'apigateway',
  'DeleteRequestValidator',
  (input, context) =>
    changeRestApi(context, input.restApiId, async (tx, api) => {
      const id = input.requestValidatorId ?? '';
      if (!(await tx.get(validators, [api.id, id]))) throw notFoundOf('validator');
      for (const { value } of await tx.scan(resources, { prefix: [api.id] }))
        for (const method of Object.values(value.resourceMethods))
          if (method.requestValidatorId === id)
            throw conflict(
              `Cannot delete request validator '${id}', is referenced in method: ${value.path}/${method.httpMethod}`,
            );
      tx.delete(validators, [api.id, id]);
      return {};
    }),
);
