/**
 * An HTTP request as the payload format 2.0 event of HTTP APIs and function URLs.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
 * https://docs.aws.amazon.com/lambda/latest/dg/urls-invocation.html#urls-payloads
 */
import { toEventBody } from './event-body.ts';
import { toEventHeaders } from './event-headers.ts';
import { formatEventTime } from './event-time.ts';
import type { FrontDoor, HttpRequest } from './front-door.ts';

export interface EventV2Details {
  frontDoor: FrontDoor;
  accountId: string;
  /** The API id, or the id of the function URL. */
  apiId: string;
  /** The Host without port. */
  domainName: string;
  /** `$default` or `GET /users/{id}`. */
  routeKey: string;
  /** `$default` or the stage's name. */
  stage: string;
  requestId: string;
  atEpochMs: number;
  pathParameters?: Record<string, string>;
  stageVariables?: Record<string, string>;
  /** `{jwt: …}`, `{lambda: …}` or `{iam: …}`. */
  authorizer?: Record<string, unknown>;
  authentication?: Record<string, unknown>;
  /** Headers the front adds, lower case: `x-forwarded-for` and the like. They replace the client's. */
  addedHeaders?: Record<string, string>;
}

export interface EventV2 {
  version: '2.0';
  routeKey: string;
  rawPath: string;
  rawQueryString: string;
  cookies?: string[];
  headers: Record<string, string>;
  queryStringParameters?: Record<string, string>;
  requestContext: Record<string, unknown>;
  pathParameters?: Record<string, string>;
  stageVariables?: Record<string, string>;
  body?: string;
  isBase64Encoded: boolean;
}

/** Parts that are absent are left out, as AWS does; they are never null. */
export function toEventV2(request: HttpRequest, details: EventV2Details): EventV2 {
  const { headers, cookies } = toEventHeaders(request.rawHeaders);
  Object.assign(headers, details.addedHeaders);
  const rawPath = toRawPath(request.path, details.frontDoor);
  const query = joinQuery(request.query);
  const body = toEventBody(request.body, headers['content-type']);
  return {
    version: '2.0',
    routeKey: details.routeKey,
    rawPath,
    rawQueryString: request.query,
    ...(cookies.length > 0 && { cookies }),
    headers,
    ...(query && { queryStringParameters: query }),
    requestContext: toRequestContext(request, details, rawPath, headers['user-agent'] ?? ''),
    ...(nonEmpty(details.pathParameters) && { pathParameters: details.pathParameters }),
    ...(nonEmpty(details.stageVariables) && { stageVariables: details.stageVariables }),
    ...body,
  };
}

function toRequestContext(
  request: HttpRequest,
  details: EventV2Details,
  path: string,
  userAgent: string,
): Record<string, unknown> {
  return {
    accountId: details.accountId,
    apiId: details.apiId,
    ...(details.authentication && { authentication: details.authentication }),
    ...(details.authorizer && { authorizer: details.authorizer }),
    domainName: details.domainName,
    domainPrefix: details.domainName.split('.', 1)[0],
    http: {
      method: request.method,
      path,
      protocol: request.protocol,
      sourceIp: request.sourceIp,
      userAgent,
    },
    requestId: details.requestId,
    routeKey: details.routeKey,
    stage: details.stage,
    time: formatEventTime(details.atEpochMs),
    timeEpoch: details.atEpochMs,
  };
}

/** HTTP APIs hand over the path decoded, function URLs as it was sent (live captures in hotsock/voker#8). */
function toRawPath(path: string, frontDoor: FrontDoor): string {
  if (frontDoor === 'function-url' || !path.includes('%')) return path;
  return decodeText(path);
}

/** The values of a repeated parameter joined with commas; undefined when there is no query. */
function joinQuery(query: string): Record<string, string> | undefined {
  if (query === '') return undefined;
  const joined = new Map<string, string>();
  for (const pair of query.split('&')) {
    if (pair === '') continue;
    const equals = pair.indexOf('=');
    const name = decodeText((equals < 0 ? pair : pair.slice(0, equals)).replaceAll('+', ' '));
    const value = equals < 0 ? '' : decodeText(pair.slice(equals + 1).replaceAll('+', ' '));
    const before = joined.get(name);
    joined.set(name, before === undefined ? value : `${before},${value}`);
  }
  return joined.size > 0 ? Object.fromEntries(joined) : undefined;
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

function nonEmpty(map: Record<string, string> | undefined): boolean {
  return map !== undefined && Object.keys(map).length > 0;
}
