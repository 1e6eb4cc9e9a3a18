import { operation } from '../../define-service.ts';
import { getApiRecord } from '../change-api.ts';
import { notFound } from '../errors.ts';
import { integrations } from '../store.ts';

/** https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-integrations-integrationid.html#GetIntegration */
export const getIntegration = operation(
  'apigatewayv2',
  'GetIntegration',
  async (input, context) => {
    const { ApiId } = await getApiRecord(context, input.ApiId);
    const integration = await context.store.get(integrations, [ApiId, input.IntegrationId ?? '']);
    if (!integration) throw notFound('Integration');
    return integration;
  },
);
