import type { MethodResponse } from '@aws-sdk/client-api-gateway';
import { operation } from '../../define-service.ts';
import { changeMethod } from '../change-method.ts';
import { conflict } from '../errors.ts';
import { assertMethodResponse } from '../method.ts';

/** https://docs.aws.amazon.com/apigateway/latest/api/API_PutMethodResponse.html */
export const putMethodResponse = operation('apigateway', 'PutMethodResponse', (input, context) =>
  changeMethod(context, input, async (method, tx, api) => {
    const { statusCode = '', responseModels, responseParameters } = input;
    const answer: MethodResponse = {
      statusCode,
      ...(responseParameters && { responseParameters }),
      ...(responseModels && { responseModels }),
    };
    await assertMethodResponse(tx, api.id, answer);
    method.methodResponses ??= {};
    if (method.methodResponses[statusCode])
      throw conflict('Response already exists for this resource');
    method.methodResponses[statusCode] = answer;
    return { method, answer };
  }),
);
