import { operation } from '../../define-service.ts';
import { changeMethod } from '../change-method.ts';
import { assertIntegration, toIntegration } from '../integration.ts';

/** Replaces an integration and drops its responses. https://docs.aws.amazon.com/apigateway/latest/api/API_PutIntegration.html */
export const putIntegration = operation('apigateway', 'PutIntegration', (input, context) =>
  changeMethod(context, input, (method) => {
    const integration = toIntegration(input);
    const { responseTransferMode, integrationTarget } = input;
    assertIntegration('PutIntegration', {
      ...integration,
      responseTransferMode,
      integrationTarget,
    });
    method.methodIntegration = integration;
    return { method, answer: integration };
  }),
);
