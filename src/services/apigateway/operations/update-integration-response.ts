import { operation } from '../../define-service.ts';
import { changeMethod, integrationOf } from '../change-method.ts';
import { notFoundOf } from '../errors.ts';
import { assertResponseMapping, integrationResponsePatch } from '../integration.ts';
import { applyPatch } from '../patch.ts';

/** https://docs.aws.amazon.com/apigateway/latest/api/API_UpdateIntegrationResponse.html */
export const updateIntegrationResponse = operation(
  'apigateway',
  'UpdateIntegrationResponse',
  (input, context) =>
    changeMethod(context, input, (method) => {
      const status = input.statusCode ?? '';
      const responses = integrationOf(method).integrationResponses;
      const before = responses?.[status];
      if (!before) throw notFoundOf('response');
      const answer = applyPatch(before, input.patchOperations, integrationResponsePatch);
      assertResponseMapping(answer.responseParameters);
      responses[status] = answer;
      return { method, answer };
    }),
);
