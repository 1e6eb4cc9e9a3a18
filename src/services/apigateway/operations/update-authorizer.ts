import { operation } from '../../define-service.ts';
import { assertAuthorizer, authorizerPatch } from '../authorizer.ts';
import { changeRestApi } from '../change-rest-api.ts';
import { notFoundOf } from '../errors.ts';
import { applyPatch } from '../patch.ts';
import { authorizers } from '../store.ts';

/** https://docs.aws.amazon.com/apigateway/latest/api/API_UpdateAuthorizer.html */
export const updateAuthorizer = operation('apigateway', 'UpdateAuthorizer', (input, context) =>
  changeRestApi(context, input.restApiId, async (tx, api) => {
    const key = [api.id, input.authorizerId ?? ''];
    const before = await tx.get(authorizers, key);
    if (!before) throw notFoundOf('authorizer');
    const updated = applyPatch(before, input.patchOperations, authorizerPatch);
    assertAuthorizer('UpdateAuthorizer', updated);
    tx.put(authorizers, key, updated);
    return updated;
  }),
);
