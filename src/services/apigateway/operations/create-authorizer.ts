import { LOWER_ALPHANUMERIC } from '../../../platform/ids.ts';
import { operation } from '../../define-service.ts';
import { assertAuthorizer } from '../authorizer.ts';
import { changeRestApi } from '../change-rest-api.ts';
import { badRequest } from '../errors.ts';
import { type AuthorizerRecord, authorizers } from '../store.ts';

/** https://docs.aws.amazon.com/apigateway/latest/api/API_CreateAuthorizer.html */
export const createAuthorizer = operation('apigateway', 'CreateAuthorizer', (input, context) =>
  changeRestApi(context, input.restApiId, async (tx, api) => {
    const { restApiId: _api, ...members } = input;
    const authorizer: AuthorizerRecord = {
      id: context.ids.pick(LOWER_ALPHANUMERIC, 6),
      authType: 'custom',
      authorizerResultTtlInSeconds: 300,
      ...members,
    };
    assertAuthorizer('CreateAuthorizer', authorizer);
    const all = await tx.scan(authorizers, { prefix: [api.id] });
    if (all.some(({ value }) => value.name === authorizer.name))
      throw badRequest(
        `Authorizer name must be unique. Authorizer ${authorizer.name} already exists in this RestApi.`,
      );
    tx.put(authorizers, [api.id, authorizer.id], authorizer);
    return authorizer;
  }),
);
