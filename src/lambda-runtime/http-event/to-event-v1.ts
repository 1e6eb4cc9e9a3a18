/**
 * An HTTP request as the payload format 1.0 event of HTTP APIs. Unlike 2.0, absent parts are null.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
 */
import { toEventBody } from './event-body.ts';
import { toHeadersV1 } from './event-headers-v1.ts';
import { formatEventTime } from './event-time.ts';
import type { HttpRequest } from './front-door.ts';

export interface EventV1Details {
  accountId: string;
  apiId: string;
  /** The Host without port. */
  domainName: string;
  /** `$default` or `GET /users/{id}`. */
  routeKey: string;
  /** `$default` or the stage's name. */
  stage: string;
  requestId: string;
  atEpochMs: number;
  pathParameters: Record<string, string> | null;
  stageVariables: Record<string, string> | null;
  authorizer?: Record<string, unknown> | undefined;
  /** Of a caller who signed the request. */
  identity?: Readonly<Record<string, string | null>> | undefined;
  /** Alternating names (lower case) and values that the front adds: `x-forwarded-for` and the like. They replace the client's. */
  addedHeaders?: readonly string[];
}

export interface EventV1 {
  version: '1.0';
  /** The path of the route, `/users/{id}`. */
  resource: string;
  path: string;
  httpMethod: string;
  headers: Record<string, string>;
  multiValueHeaders: Record<string, string[]>;
  queryStringParameters: Record<string, string> | null;
  multiValueQueryStringParameters: Record<string, string[]> | null;
  requestContext: Record<string, unknown>;
  pathParameters: Record<string, string> | null;
  stageVariables: Record<string, string> | null;
  body: string | null;
  isBase64Encoded: boolean;
}

export function toEventV1(request: HttpRequest, details: EventV1Details): EventV1 {
  const { headers, multiValueHeaders } = toHeadersV1(request.rawHeaders, details.addedHeaders);
  const query = parseQuery(request.query);
  const { body = null, isBase64Encoded } = toEventBody(
    request.body,
    lastValue(request, 'content-type'),
  );
  const path = decodeText(request.path);
  const resource = resourceOf(details.routeKey);
  return {
    version: '1.0',
    resource,
    path,
    httpMethod: request.method,
    headers,
    multiValueHeaders,
    queryStringParameters: query && mapValues(query, (values) => values.at(-1) ?? ''),
    multiValueQueryStringParameters: query && mapValues(query, (values) => values),
    requestContext: toRequestContext(request, details, path, resource),
    pathParameters: details.pathParameters,
    stageVariables: details.stageVariables,
    body,
    isBase64Encoded,
  };
}

/** Member for member as in events captured from AWS, `cognitoAmr` included; `requestId` and `extendedRequestId` are one. */
function toRequestContext(
  request: HttpRequest,
  details: EventV1Details,
  path: string,
  resource: string,
): Record<string, unknown> {
  return {
    accountId: details.accountId,
    apiId: details.apiId,
    ...(details.authorizer && { authorizer: details.authorizer }),
    domainName: details.domainName,
    domainPrefix: details.domainName.split('.', 1)[0],
    extendedRequestId: details.requestId,
    httpMethod: request.method,
    identity: {
      ...toIdentity(request.sourceIp, lastValue(request, 'user-agent') ?? ''),
      ...details.identity,
    },
    path,
    protocol: request.protocol,
    requestId: details.requestId,
    requestTime: formatEventTime(details.atEpochMs),
    requestTimeEpoch: details.atEpochMs,
    resourceId: details.routeKey,
    resourcePath: resource,
    stage: details.stage,
  };
}

function toIdentity(sourceIp: string, userAgent: string): Record<string, string | null> {
  return {
    accessKey: null,
    accountId: null,
    caller: null,
    cognitoAmr: null,
    cognitoAuthenticationProvider: null,
    cognitoAuthenticationType: null,
    cognitoIdentityId: null,
    cognitoIdentityPoolId: null,
    principalOrgId: null,
    sourceIp,
    user: null,
    userAgent,
    userArn: null,
  };
}

/** `$default` stands for itself. */
function resourceOf(routeKey: string): string {
  return routeKey.slice(routeKey.indexOf(' ') + 1);
}

function lastValue({ rawHeaders }: HttpRequest, name: string): string | undefined {
  for (let i = rawHeaders.length - 2; i >= 0; i -= 2) {
    if (rawHeaders[i]?.toLowerCase() === name) return rawHeaders[i + 1];
  }
  return undefined;
}

/** Decoded names to decoded values, in the order sent; null without a query. */
function parseQuery(query: string): Map<string, string[]> | null {
  const parameters = new Map<string, string[]>();
  for (const pair of query.split('&')) {
    if (pair === '') continue;
    const equals = pair.indexOf('=');
    const name = decodeText((equals < 0 ? pair : pair.slice(0, equals)).replaceAll('+', ' '));
    const value = equals < 0 ? '' : decodeText(pair.slice(equals + 1).replaceAll('+', ' '));
    const values = parameters.get(name);
    if (values) values.push(value);
    else parameters.set(name, [value]);
  }
  return parameters.size > 0 ? parameters : null;
}

function mapValues<T>(
  parameters: Map<string, string[]>,
  of: (values: string[]) => T,
): Record<string, T> {
  return Object.fromEntries([...parameters].map(([name, values]) => [name, of(values)]));
}

/** Percent-decodes; a broken escape leaves the text as it came, because a data plane must not fail on it. */
function decodeText(text: string): string {
  if (!text.includes('%')) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
