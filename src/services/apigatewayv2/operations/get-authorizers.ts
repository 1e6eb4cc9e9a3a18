import { operation } from '../../define-service.ts';
import { getApiRecord } from '../change-api.ts';
import { readPage } from '../page.ts';
import { authorizers } from '../store.ts';

/** https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-authorizers.html#GetAuthorizers */
export const getAuthorizers = operation(
  'apigatewayv2',
  'GetAuthorizers',
  async (input, context) => {
    const { ApiId } = await getApiRecord(context, input.ApiId);
    const { values, ...next } = await readPage(context, authorizers, [ApiId], input);
    return { Items: values, ...next };
  },
);
