import { operation } from '../../define-service.ts';
import { getMethodRecord } from '../change-method.ts';
import { notFoundOf } from '../errors.ts';

/** https://docs.aws.amazon.com/apigateway/latest/api/API_GetMethodResponse.html */
export const getMethodResponse = operation(
  'apigateway',
  'GetMethodResponse',
  async (input, context) => {
    const { methodResponses } = await getMethodRecord(context, input);
    const response = methodResponses?.[input.statusCode ?? ''];
    if (!response) throw notFoundOf('response');
    return response;
  },
);
