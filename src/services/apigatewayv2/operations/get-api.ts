import { operation } from '../../define-service.ts';
import { toApi } from '../api.ts';
import { getApiRecord } from '../change-api.ts';

/** https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid.html#GetApi */
export const getApi = operation('apigatewayv2', 'GetApi', async (input, context) =>
  toApi(context, await getApiRecord(context, input.ApiId)),
);
