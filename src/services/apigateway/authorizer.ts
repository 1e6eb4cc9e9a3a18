import type { Authorizer } from '@aws-sdk/client-api-gateway';
import { type AwsError, notImplemented } from '../../protocol/aws-error.ts';
import { hasStageVariables, parseFunctionUri } from '../execute-api/integration-uri.ts';
import { badRequest } from './errors.ts';
import { choice, integer, type PatchRules, text } from './patch.ts';

const LONGEST_TTL_SECONDS = 3600;
const SOURCE =
  /^(?:method\.request\.(?:header|querystring)\.\S+|context\.[\w.]+|stageVariables\.\w+)$/;

/** https://docs.aws.amazon.com/apigateway/latest/api/patch-operations.html#UpdateAuthorizer-Patch */
export const authorizerPatch: PatchRules = {
  '/name': text('name'),
  '/type': choice('type', ['TOKEN', 'REQUEST']),
  '/authorizerUri': text('authorizerUri'),
  '/authorizerCredentials': text('authorizerCredentials'),
  '/identitySource': text('identitySource'),
  '/identityValidationExpression': text('identityValidationExpression'),
  '/authorizerResultTtlInSeconds': integer('authorizerResultTtlInSeconds'),
  '/authType': text('authType'),
};

/** @throws BadRequestException, NotImplemented */
export function assertAuthorizer(operation: string, authorizer: Authorizer): void {
  const { type, identitySource, authorizerUri = '', name } = authorizer;
  if (type === 'COGNITO_USER_POOLS') throw withoutUserPools(operation);
  if (type !== 'TOKEN' && type !== 'REQUEST')
    throw badRequest(
      'Invalid authorizer type. Valid options are TOKEN, REQUEST, COGNITO_USER_POOLS',
    );
  if (!name) throw badRequest('Authorizer name must be non-empty');
  const ttl = authorizer.authorizerResultTtlInSeconds ?? 300;
  if (ttl > LONGEST_TTL_SECONDS)
    throw badRequest(`Authorizer result TTL must be between 0 and ${LONGEST_TTL_SECONDS} seconds`);
  const sources = (identitySource ?? '').split(',').filter((each) => each.trim() !== '');
  if (type === 'TOKEN' && sources.length !== 1)
    throw badRequest('Identity source is required for TOKEN authorizers');
  if (type === 'REQUEST' && ttl > 0 && sources.length === 0)
    throw badRequest('Identity source cannot be empty or missing with authorizer caching enabled.');
  for (const source of sources)
    if (!SOURCE.test(source.trim()))
      throw badRequest(`Invalid identity source specified: ${source.slice(0, 256)}`);
  if (!hasStageVariables(authorizerUri) && !parseFunctionUri(authorizerUri))
    throw badRequest(
      `Invalid Authorizer URI: ${authorizerUri.slice(0, 256)}. Authorizer URI should be a valid API Gateway ARN that represents a Lambda function invocation.`,
    );
}

/** What verifies the tokens of a user pool is the pool's own keys, and Brume has no user pools. */
export function withoutUserPools(operation: string): AwsError {
  return notImplemented(
    'apigateway',
    operation,
    'COGNITO_USER_POOLS, as it has no user pools; a Lambda authorizer of type TOKEN can verify JSON web tokens of any issuer',
  );
}
