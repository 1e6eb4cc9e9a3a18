import type { Authorizer } from '@aws-sdk/client-apigatewayv2';
import { hasStageVariables, parseFunctionUri } from '../execute-api/integration-uri.ts';
import type { Context } from '../context.ts';
import type { StoreTransaction } from '../store.ts';
import { badRequest, notFound, refuseHttpOnly } from './errors.ts';
import { type ApiRecord, type AuthorizerRecord, authorizers } from './store.ts';

const LONGEST_TTL_SECONDS = 3600;
const SOURCE = /^\$(?:request\.(?:header|querystring)|stageVariables|context)\.[\w.$-]+$/;

const WEBSOCKET_SOURCE =
  /^\$?(?:route\.request\.(?:header|querystring)|stageVariables|context)\.[\w.$-]+$/;

/** Checks the whole. @throws BadRequestException */
export function assertAuthorizer(
  authorizer: Authorizer,
  protocol: ApiRecord['ProtocolType'] = 'HTTP',
): void {
  if (protocol === 'WEBSOCKET') return assertWebSocketAuthorizer(authorizer);
  const { AuthorizerType: type, IdentitySource = [], Name } = authorizer;
  if (!Name) throw badRequest('Authorizer name must be specified');
  if (type !== 'JWT' && type !== 'REQUEST')
    throw badRequest(
      'Invalid authorizer type specified. Currently, HTTP APIs support JWT and REQUEST authorizers',
    );
  for (const source of IdentitySource)
    if (!SOURCE.test(source))
      throw badRequest(`Invalid mapping expression specified: ${source.slice(0, 256)}`);
  if (type === 'JWT') assertJwt(authorizer);
  else assertRequest(authorizer);
}

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-api-lambda-auth.html; the texts are ours */
function assertWebSocketAuthorizer(authorizer: Authorizer): void {
  const { AuthorizerType: type, AuthorizerUri = '', IdentitySource = [], Name } = authorizer;
  if (!Name) throw badRequest('Authorizer name must be specified');
  if (type !== 'REQUEST')
    throw badRequest(
      'Invalid authorizer type specified. Currently, WebSocket APIs support REQUEST authorizers',
    );
  refuseHttpOnly({
    AuthorizerPayloadFormatVersion: authorizer.AuthorizerPayloadFormatVersion,
    AuthorizerResultTtlInSeconds: authorizer.AuthorizerResultTtlInSeconds || undefined,
    EnableSimpleResponses: authorizer.EnableSimpleResponses,
    JwtConfiguration: authorizer.JwtConfiguration,
  });
  for (const source of IdentitySource)
    if (!WEBSOCKET_SOURCE.test(source))
      throw badRequest(`Invalid mapping expression specified: ${source.slice(0, 256)}`);
  if (!hasStageVariables(AuthorizerUri) && !parseFunctionUri(AuthorizerUri))
    throw badRequest('Invalid Authorizer URI specified');
}

function assertJwt({ IdentitySource = [], JwtConfiguration }: Authorizer): void {
  const { Audience = [], Issuer } = JwtConfiguration ?? {};
  if (IdentitySource.length !== 1)
    throw badRequest('A JWT authorizer must have exactly one identity source');
  if (Issuer === undefined || !URL.canParse(Issuer) || !/^https?:/.test(Issuer))
    throw badRequest('Invalid issuer: ' + (Issuer ?? '').slice(0, 256));
  if (Audience.length === 0)
    throw badRequest('At least one audience must be specified for a JWT authorizer');
}

function assertRequest(authorizer: Authorizer): void {
  const {
    AuthorizerResultTtlInSeconds: ttl = 0,
    AuthorizerUri = '',
    IdentitySource = [],
  } = authorizer;
  const format = authorizer.AuthorizerPayloadFormatVersion;
  if (format !== '1.0' && format !== '2.0')
    throw badRequest(
      'AuthorizerPayloadFormatVersion is a required parameter for REQUEST authorizer',
    );
  if (authorizer.EnableSimpleResponses && format === '1.0')
    throw badRequest('Simple responses are only supported with the payload format version 2.0');
  if (!(ttl >= 0 && ttl <= LONGEST_TTL_SECONDS))
    throw badRequest(`AuthorizerResultTtlInSeconds must be between 0 and ${LONGEST_TTL_SECONDS}`);
  if (ttl > 0 && IdentitySource.length === 0)
    throw badRequest('Identity source is required when caching is enabled');
  if (!hasStageVariables(AuthorizerUri) && !parseFunctionUri(AuthorizerUri))
    throw badRequest('Invalid Authorizer URI specified');
}

/** @throws NotFoundException */
export async function getAuthorizerRecord(
  from: Context['store'] | StoreTransaction,
  apiId: string,
  authorizerId: string | undefined,
): Promise<AuthorizerRecord> {
  const authorizer = await from.get(authorizers, [apiId, authorizerId ?? '']);
  if (!authorizer) throw notFound('Authorizer');
  return authorizer;
}

/** What a route says of its authorization must fit the authorizer that it names. @throws BadRequestException */
export async function assertRouteAuthorizer(
  tx: StoreTransaction,
  apiId: string,
  {
    AuthorizationType,
    AuthorizerId,
  }: { AuthorizationType?: string | undefined; AuthorizerId?: string | undefined },
): Promise<void> {
  if (AuthorizationType !== 'JWT' && AuthorizationType !== 'CUSTOM') return;
  const authorizer = await tx.get(authorizers, [apiId, AuthorizerId ?? '']);
  const wanted = AuthorizationType === 'JWT' ? 'JWT' : 'REQUEST';
  if (authorizer?.AuthorizerType !== wanted)
    throw badRequest(
      `Setting the authorization type to ${AuthorizationType} requires a valid ${AuthorizationType === 'JWT' ? 'JWT ' : ''}authorizer.`,
    );
}
