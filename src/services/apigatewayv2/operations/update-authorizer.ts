import { operation } from '../../define-service.ts';
import { assertAuthorizer, getAuthorizerRecord } from '../authorizer.ts';
import { changeApi } from '../change-api.ts';
import { autoDeploy } from '../deployment.ts';
import { type AuthorizerRecord, authorizers } from '../store.ts';

/** https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-authorizers-authorizerid.html#UpdateAuthorizer */
export const updateAuthorizer = operation('apigatewayv2', 'UpdateAuthorizer', (input, context) =>
  changeApi(context, input.ApiId, async (tx, { ApiId, ProtocolType }) => {
    const { ApiId: _api, ...members } = input;
    const before = await getAuthorizerRecord(tx, ApiId, input.AuthorizerId);
    const given = Object.entries(members).filter(([, value]) => value !== undefined);
    const updated: AuthorizerRecord = { ...before, ...(Object.fromEntries(given) as object) };
    assertAuthorizer(updated, ProtocolType);
    tx.put(authorizers, [ApiId, before.AuthorizerId], updated);
    await autoDeploy(tx, context, ApiId);
    return updated;
  }),
);
