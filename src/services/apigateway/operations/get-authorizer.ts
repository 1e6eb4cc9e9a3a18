import { operation } from '../../define-service.ts';
import { getRestApiRecord } from '../change-rest-api.ts';
import { notFoundOf } from '../errors.ts';
import { authorizers } from '../store.ts';

/** https://docs.aws.amazon.com/apigateway/latest/api/API_GetAuthorizer.html */
export const getAuthorizer = operation('apigateway', 'GetAuthorizer', async (input, context) => {
  const { id } = await getRestApiRecord(context, input.restApiId);
  const authorizer = await context.store.get(authorizers, [id, input.authorizerId ?? '']);
  if (!authorizer) throw notFoundOf('authorizer');
  return authorizer;
});
