import { operation } from '../../define-service.ts';
import { getRestApiRecord } from '../change-rest-api.ts';
import { readPage } from '../page.ts';
import { authorizers } from '../store.ts';

/** https://docs.aws.amazon.com/apigateway/latest/api/API_GetAuthorizers.html */
export const getAuthorizers = operation('apigateway', 'GetAuthorizers', async (input, context) => {
  const { id } = await getRestApiRecord(context, input.restApiId);
  return readPage(context, authorizers, [id], input);
});
