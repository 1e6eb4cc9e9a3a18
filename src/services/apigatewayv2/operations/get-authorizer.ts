import { operation } from '../../define-service.ts';
import { getAuthorizerRecord } from '../authorizer.ts';
import { getApiRecord } from '../change-api.ts';

/** https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-authorizers-authorizerid.html#GetAuthorizer */
export const getAuthorizer = operation('apigatewayv2', 'GetAuthorizer', async (input, context) => {
  const { ApiId } = await getApiRecord(context, input.ApiId);
  return getAuthorizerRecord(context.store, ApiId, input.AuthorizerId);
});
