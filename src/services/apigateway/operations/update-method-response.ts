import { operation } from '../../define-service.ts';
import { changeMethod } from '../change-method.ts';
import { notFoundOf } from '../errors.ts';
import { assertMethodResponse, methodResponsePatch } from '../method.ts';
import { applyPatch } from '../patch.ts';

/** https://docs.aws.amazon.com/apigateway/latest/api/API_UpdateMethodResponse.html */
export const updateMethodResponse = operation(
  'apigateway',
  'UpdateMethodResponse',
  (input, context) =>
    changeMethod(context, input, async (method, tx, api) => {
      const status = input.statusCode ?? '';
      const before = method.methodResponses?.[status];
      if (!before || !method.methodResponses) throw notFoundOf('response');
      const answer = applyPatch(before, input.patchOperations, methodResponsePatch);
      await assertMethodResponse(tx, api.id, answer);
      method.methodResponses[status] = answer;
      return { method, answer };
    }),
);
