import { operation } from '../../define-service.ts';
import { getApiRecord } from '../change-api.ts';
import { readPage } from '../page.ts';
import { models } from '../store.ts';

/** https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-models.html#GetModels */
export const getModels = operation('apigatewayv2', 'GetModels', async (input, context) => {
  const { ApiId } = await getApiRecord(context, input.ApiId);
  const { values, ...next } = await readPage(context, models, [ApiId], input);
  return { Items: values, ...next };
});
