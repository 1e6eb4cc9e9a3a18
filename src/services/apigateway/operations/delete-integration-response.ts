import { operation } from '../../define-service.ts';
import { changeMethod, integrationOf } from '../change-method.ts';
import { notFoundOf } from '../errors.ts';

/** https://docs.aws.amazon.com/apigateway/latest/api/API_DeleteIntegrationResponse.html */
export const deleteIntegrationResponse = operation(
  'apigateway',
  'DeleteIntegrationResponse',
  (input, context) =>
    changeMethod(context, input, (method) => {
      const responses = integrationOf(method).integrationResponses;
      const status = input.statusCode ?? '';
      if (!responses?.[status]) throw notFoundOf('response');
      delete responses[status];
      return { method, answer: {} };
    }),
);
