import { operation } from '../../define-service.ts';
import { getAuthorizerRecord } from '../authorizer.ts';
import { changeApi } from '../change-api.ts';
import { conflict } from '../errors.ts';
import { authorizers, routes } from '../store.ts';

/** https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-authorizers-authorizerid.html#DeleteAuthorizer */
export const deleteAuthorizer = operation('apigatewayv2', 'DeleteAuthorizer', (input, context) =>
  changeApi(context, input.ApiId, async (tx, { ApiId }) => {
    const { AuthorizerId } = await getAuthorizerRecord(tx, ApiId, input.AuthorizerId);
    for (const { value } of await tx.scan(routes, { prefix: [ApiId] }))
      if (value.AuthorizerId === AuthorizerId)
        throw conflict(
          `Cannot delete authorizer '${AuthorizerId}', is referenced in route: ${value.RouteKey}`,
        );
    tx.delete(authorizers, [ApiId, AuthorizerId]);
    return {};
  }),
);
