import { operation } from '../../define-service.ts';
import { toApi } from '../api.ts';
import { readPage } from '../page.ts';
import { apis } from '../store.ts';

/** https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis.html#GetApis */
export const getApis = operation('apigatewayv2', 'GetApis', async (input, context) => {
  const { values, ...next } = await readPage(context, apis, [], input);
  return { Items: values.map((each) => toApi(context, each)), ...next };
});
