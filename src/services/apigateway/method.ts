import type { Method } from '@aws-sdk/client-api-gateway';
import type { StoreTransaction } from '../store.ts';
import { withoutUserPools } from './authorizer.ts';
import { badRequest, notFoundOf } from './errors.ts';
import { flag, listItem, mapItem, type PatchRules, text, toBoolean } from './patch.ts';
import { authorizers, models, validators } from './store.ts';

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS', 'ANY'];
const REQUEST_PARAMETER =
  /^method\.request\.(?:(?:multivalue)?(?:querystring|header)|path)\.[^\s'"]+$/;
const RESPONSE_PARAMETER = /^method\.response\.header\.[!#$%&*+\-.^_`|~0-9A-Za-z]+$/;

/** https://docs.aws.amazon.com/apigateway/latest/api/patch-operations.html#UpdateMethod-Patch */
export const methodPatch: PatchRules = {
  '/authorizationType': text('authorizationType'),
  '/authorizerId': text('authorizerId'),
  '/apiKeyRequired': flag('apiKeyRequired'),
  '/operationName': text('operationName', ['replace', 'remove']),
  '/requestValidatorId': text('requestValidatorId', ['replace', 'remove']),
  '/authorizationScopes': listItem('authorizationScopes'),
  '/requestParameters/{name}': mapItem('requestParameters', toBoolean, () =>
    badRequest('Invalid parameter name specified'),
  ),
  '/requestModels/{contentType}': mapItem('requestModels'),
};

/** https://docs.aws.amazon.com/apigateway/latest/api/patch-operations.html#UpdateMethodResponse-Patch */
export const methodResponsePatch: PatchRules = {
  '/responseParameters/{name}': mapItem('responseParameters', toBoolean),
  '/responseModels/{contentType}': mapItem('responseModels'),
};

/** @throws BadRequestException, NotFoundException, NotImplemented */
export async function assertMethod(
  tx: Pick<StoreTransaction, 'get'>,
  apiId: string,
  method: Method,
): Promise<void> {
  if (!METHODS.includes(method.httpMethod ?? ''))
    throw badRequest(
      'Invalid HttpMethod specified. Valid options are GET,PUT,POST,DELETE,PATCH,OPTIONS,HEAD,ANY',
    );
  const type = method.authorizationType;
  if (type === 'COGNITO_USER_POOLS') throw withoutUserPools('PutMethod');
  if (type !== 'NONE' && type !== 'AWS_IAM' && type !== 'CUSTOM')
    throw badRequest(
      'Invalid authorization type specified. Valid options are NONE, AWS_IAM, CUSTOM, COGNITO_USER_POOLS',
    );
  if (type === 'CUSTOM') {
    // AWS checks the authorizer here, too; the text is theirs for a missing id.
    if (!method.authorizerId || !(await tx.get(authorizers, [apiId, method.authorizerId])))
      throw badRequest('Invalid authorizer ID specified');
  }
  const validatorId = method.requestValidatorId;
  if (validatorId && !(await tx.get(validators, [apiId, validatorId])))
    throw badRequest('Invalid Request Validator identifier specified');
  assertNames(method.requestParameters, REQUEST_PARAMETER);
  await assertModels(tx, apiId, method.requestModels);
}

/** @throws BadRequestException, NotFoundException */
export async function assertMethodResponse(
  tx: Pick<StoreTransaction, 'get'>,
  apiId: string,
  response: {
    statusCode?: string | undefined;
    responseParameters?: object | undefined;
    responseModels?: Record<string, string> | undefined;
  },
): Promise<void> {
  assertStatusCode(response.statusCode);
  assertNames(response.responseParameters, RESPONSE_PARAMETER);
  await assertModels(tx, apiId, response.responseModels);
}

export function assertStatusCode(statusCode: string | undefined): void {
  if (!/^[1-5]\d\d$/.test(statusCode ?? '')) throw notFoundOf('response');
}

function assertNames(parameters: object | undefined, pattern: RegExp): void {
  for (const name of Object.keys(parameters ?? {}))
    if (!pattern.test(name))
      throw badRequest(
        `Invalid mapping expression specified: Validation Result: warnings : [], errors : [Invalid mapping expression parameter specified: ${name.slice(0, 256)}]`,
      );
}

async function assertModels(
  tx: Pick<StoreTransaction, 'get'>,
  apiId: string,
  byType: Record<string, string> | undefined,
): Promise<void> {
  for (const name of Object.values(byType ?? {}))
    if (!(await tx.get(models, [apiId, name])))
      throw badRequest(`Invalid model identifier specified: ${name.slice(0, 64)}`);
}
