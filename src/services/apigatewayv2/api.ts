import type { Api, Cors, CreateApiRequest } from '@aws-sdk/client-apigatewayv2';
import type { Context, Endpoint } from '../context.ts';
import { parseSelectionExpression } from '../execute-api/websocket/selection-expression.ts';
import { badRequest, refuseHttpOnly, refuseWebSocketOnly } from './errors.ts';
import type { ApiRecord } from './store.ts';

export const ROUTE_SELECTION = '$request.method $request.path';
export const API_KEY_SELECTION = '$request.header.x-api-key';
export const AUTHORIZER_KEY = '$context.authorizer.usageIdentifierKey';
/** Fixes the id of an API, as in LocalStack, so that URLs survive a new deployment of a stack. */
export const CUSTOM_ID_TAG = '_custom_id_';

const LONGEST_NAME = 128;
const LONGEST_DESCRIPTION = 1024;
/** A label of a host name. */
const CUSTOM_ID = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;

/** As the API's operations return it. */
export function toApi({ endpoint }: Context, record: ApiRecord): Api {
  const { createdAtEpochMs, quickCreate: _managed, ...api } = record;
  return {
    ...api,
    ApiEndpoint: toApiEndpoint(endpoint, record),
    CreatedDate: new Date(createdAtEpochMs),
  };
}

/** On AWS `https://<id>.execute-api.<region>.amazonaws.com`, or `wss:`; here the URL that works. */
function toApiEndpoint({ protocol, hostname, port }: Endpoint, record: ApiRecord): string {
  const scheme = record.ProtocolType === 'WEBSOCKET' ? protocol.replace('http', 'ws') : protocol;
  return `${scheme}://${record.ApiId}.execute-api.${hostname}:${port}`;
}

/** What CreateApi and UpdateApi check of the members they were given. */
export function assertApiMembers(
  protocol: 'HTTP' | 'WEBSOCKET',
  input: Partial<CreateApiRequest>,
): void {
  const { Name, Description, RouteSelectionExpression, CorsConfiguration } = input;
  if (Name !== undefined && (Name === '' || Name.length > LONGEST_NAME))
    throw badRequest('Invalid API name specified');
  if (Description !== undefined && Description.length > LONGEST_DESCRIPTION)
    throw badRequest(`Description must be at most ${LONGEST_DESCRIPTION} characters`);
  if (protocol === 'WEBSOCKET') return assertWebSocketApi(input);
  refuseWebSocketOnly({ DisableSchemaValidation: input.DisableSchemaValidation });
  if (RouteSelectionExpression !== undefined && !isRouteSelection(RouteSelectionExpression))
    throw badRequest(
      'Route selection expression is currently limited to "${request.method} ${request.path}"',
    );
  if (CorsConfiguration) assertCors(CorsConfiguration);
}

/** Where AWS's texts are not known they are ours. */
function assertWebSocketApi(input: Partial<CreateApiRequest>): void {
  const { CorsConfiguration, CredentialsArn, RouteKey, Target } = input;
  refuseHttpOnly({ CorsConfiguration, CredentialsArn, RouteKey, Target });
  const { ApiKeySelectionExpression: apiKey, RouteSelectionExpression: route } = input;
  if (route !== undefined && !parseSelectionExpression(route))
    throw badRequest('Invalid route selection expression specified');
  // https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-api-selection-expressions.html
  if (apiKey !== undefined && apiKey !== API_KEY_SELECTION && apiKey !== AUTHORIZER_KEY)
    throw badRequest('Invalid API key selection expression specified');
}

/** @throws BadRequestException when the tag's value cannot be a host name's first label */
export function customId(tags: Readonly<Record<string, string>> | undefined): string | undefined {
  const id = tags?.[CUSTOM_ID_TAG];
  if (id !== undefined && !CUSTOM_ID.test(id))
    throw badRequest(
      `The tag ${CUSTOM_ID_TAG} must be lower-case letters, digits and hyphens; got ${JSON.stringify(id.slice(0, 64))}.`,
    );
  return id;
}

/** AWS takes both spellings. */
function isRouteSelection(expression: string): boolean {
  return expression === ROUTE_SELECTION || expression === '${request.method} ${request.path}';
}

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-cors.html */
function assertCors({
  AllowCredentials,
  AllowOrigins = [],
  AllowMethods = [],
  MaxAge,
}: Cors): void {
  if (AllowCredentials && AllowOrigins.includes('*'))
    throw badRequest("allow-credentials is not supported if 'allow-origin' is *");
  for (const origin of AllowOrigins)
    if (origin !== '*' && !/^[a-z][a-z0-9+.-]*:\/\/[^\s\p{Cc}]+$/iu.test(origin))
      throw badRequest(`Invalid origin specified: ${origin.slice(0, 256)}`);
  for (const method of AllowMethods)
    if (method !== '*' && !/^[A-Z]+$/.test(method))
      throw badRequest(`Invalid method specified: ${method.slice(0, 256)}`);
  // The range is the SDK's documentation of `MaxAge`; -1 switches caching off.
  if (MaxAge !== undefined && !(MaxAge >= -1 && MaxAge <= 86_400))
    throw badRequest('MaxAge should be between -1 and 86400');
}
