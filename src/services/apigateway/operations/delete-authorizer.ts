import { operation } from '../../define-service.ts';
import { changeRestApi } from '../change-rest-api.ts';
import { conflict, notFoundOf } from '../errors.ts';
import { authorizers, resources } from '../store.ts';

/** https://docs.aws.amazon.com/apigateway/latest/api/API_DeleteAuthorizer.html */
export const deleteAuthorizer = operation('apigateway', 'DeleteAuthorizer', (input, context) =>
  changeRestApi(context, input.restApiId, async (tx, api) => {
    const id = input.authorizerId ?? '';
    if (!(await tx.get(authorizers, [api.id, id]))) throw notFoundOf('authorizer');
    for (const { value } of await tx.scan(resources, { prefix: [api.id] }))
      for (const method of Object.values(value.resourceMethods))
        if (method.authorizerId === id)
          throw conflict(
            `Cannot delete authorizer '${id}', is referenced in method: ${value.path}/${method.httpMethod}`,
          );
    tx.delete(authorizers, [api.id, id]);
    return {};
  }),
);
