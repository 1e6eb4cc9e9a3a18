import { operation } from '../../define-service.ts';
import { getApiRecord } from '../change-api.ts';
import { assertIntegration } from '../integration-response.ts';
import { readPage } from '../page.ts';
import { integrationResponses } from '../store.ts';

/** https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-integrations-integrationid-integrationresponses.html#GetIntegrationResponses */
export const getIntegrationResponses = operation(
  'apigatewayv2',
  'GetIntegrationResponses',
  async (input, context) => {
    const { ApiId } = await getApiRecord(context, input.ApiId);
    const id = await assertIntegration(context.store, ApiId, input.IntegrationId);
    const { values, ...next } = await readPage(context, integrationResponses, [ApiId, id], input);
    return { Items: values, ...next };
  },
);
