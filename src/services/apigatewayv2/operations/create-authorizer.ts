import { LOWER_ALPHANUMERIC } from '../../../platform/ids.ts';
import { operation } from '../../define-service.ts';
import { assertAuthorizer } from '../authorizer.ts';
import { changeApi } from '../change-api.ts';
import { type AuthorizerRecord, authorizers } from '../store.ts';

/** https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-authorizers.html#CreateAuthorizer */
export const createAuthorizer = operation('apigatewayv2', 'CreateAuthorizer', (input, context) =>
  changeApi(context, input.ApiId, (tx, { ApiId, ProtocolType }) => {
    const { ApiId: _api, ...members } = input;
    const authorizer: AuthorizerRecord = {
      ...members,
      AuthorizerId: context.ids.pick(LOWER_ALPHANUMERIC, 6),
    };
    assertAuthorizer(authorizer, ProtocolType);
    tx.put(authorizers, [ApiId, authorizer.AuthorizerId], authorizer);
    return authorizer;
  }),
);
