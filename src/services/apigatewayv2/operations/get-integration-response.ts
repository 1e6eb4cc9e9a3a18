import { operation } from '../../define-service.ts';
import { getApiRecord } from '../change-api.ts';
import { getIntegrationResponseRecord } from '../integration-response.ts';

/** https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-integrations-integrationid-integrationresponses-integrationresponseid.html#GetIntegrationResponse */
export const getIntegrationResponse = operation(
  'apigatewayv2',
  'GetIntegrationResponse',
  async (input, context) => {
    const { ApiId } = await getApiRecord(context, input.ApiId);
    return getIntegrationResponseRecord(context.store, ApiId, input);
  },
);
