import { operation } from '../../define-service.ts';
import { getMethodRecord, integrationOf } from '../change-method.ts';
import { notFoundOf } from '../errors.ts';

/** https://docs.aws.amazon.com/apigateway/latest/api/API_GetIntegrationResponse.html */
export const getIntegrationResponse = operation(
  'apigateway',
  'GetIntegrationResponse',
  async (input, context) => {
    const { integrationResponses } = integrationOf(await getMethodRecord(context, input));
    const response = integrationResponses?.[input.statusCode ?? ''];
    if (!response) throw notFoundOf('response');
    return response;
  },
);
