import { operation } from '../../define-service.ts';
import { changeMethod, integrationOf } from '../change-method.ts';
import { assertIntegration, integrationPatch } from '../integration.ts';
import { applyPatch } from '../patch.ts';

/** https://docs.aws.amazon.com/apigateway/latest/api/API_UpdateIntegration.html */
export const updateIntegration = operation('apigateway', 'UpdateIntegration', (input, context) =>
  changeMethod(context, input, (method) => {
    const answer = applyPatch(integrationOf(method), input.patchOperations, integrationPatch);
    assertIntegration('UpdateIntegration', answer);
    method.methodIntegration = answer;
    return { method, answer };
  }),
);
