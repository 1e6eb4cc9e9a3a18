import { operation } from '../../define-service.ts';
import { changeMethod } from '../change-method.ts';
import { notFoundOf } from '../errors.ts';

/** https://docs.aws.amazon.com/apigateway/latest/api/API_DeleteMethodResponse.html */
export const deleteMethodResponse = operation(
  'apigateway',
  'DeleteMethodResponse',
  (input, context) =>
    changeMethod(context, input, (method) => {
      const status = input.statusCode ?? '';
      if (!method.methodResponses?.[status]) throw notFoundOf('response');
      delete method.methodResponses[status];
      return { method, answer: {} };
    }),
);
