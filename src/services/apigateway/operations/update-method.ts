import { operation } from '../../define-service.ts';
import { changeMethod } from '../change-method.ts';
import { assertMethod, methodPatch } from '../method.ts';
import { applyPatch } from '../patch.ts';

/** https://docs.aws.amazon.com/apigateway/latest/api/API_UpdateMethod.html */
export const updateMethod = operation('apigateway', 'UpdateMethod', (input, context) =>
  changeMethod(context, input, async (before, tx, api) => {
    const method = applyPatch(before, input.patchOperations, methodPatch);
    await assertMethod(tx, api.id, method);
    return { method, answer: method };
  }),
);
