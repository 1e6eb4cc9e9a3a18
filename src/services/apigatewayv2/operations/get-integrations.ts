import { operation } from '../../define-service.ts';
import { getApiRecord } from '../change-api.ts';
import { readPage } from '../page.ts';
import { integrations } from '../store.ts';

/** https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-integrations.html#GetIntegrations */
export const getIntegrations = operation(
  'apigatewayv2',
  'GetIntegrations',
  async (input, context) => {
    const { ApiId } = await getApiRecord(context, input.ApiId);
    const { values, ...next } = await readPage(context, integrations, [ApiId], input);
    return { Items: values, ...next };
  },
);
