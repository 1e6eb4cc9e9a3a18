/**
 * An HTTP request as the payload format 2.0 event of HTTP APIs and function URLs.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
 * https://docs.aws.amazon.com/lambda/latest/dg/urls-invocation.html#urls-payloads
 */
import { toEventBody } from './event-body.ts';
import { toEventHeaders } from './event-headers.ts';
import { formatEventTime } from './event-time.ts';
import type { FrontDoor, HttpRequest } from './front-door.ts';
import { quote, quoteMap } from '../json-text.ts';

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
  /** Names and values. */
  pathParameters?: readonly (readonly [name: string, value: string])[] | undefined;
  stageVariables?: Readonly<Record<string, string>> | undefined;
  /** `{jwt: …}`, `{lambda: …}` or `{iam: …}`. */
  authorizer?: Record<string, unknown> | undefined;
  authentication?: Record<string, unknown>;
  /** Alternating names (lower case) and values that the front adds: `x-forwarded-for` and the like. They replace the client's. */
  addedHeaders?: readonly string[];
}

/** The event as JSON text. Parts that are absent are left out, as AWS does; they are never null. */
export function toEventV2(request: HttpRequest, details: EventV2Details): string {
  const { headers, cookies } = toEventHeaders(request.rawHeaders, details.addedHeaders);
  const rawPath = quote(toRawPath(request.path, details.frontDoor));
  const routeKey = quote(details.routeKey);
  let text = `{"version":"2.0","routeKey":${routeKey},"rawPath":${rawPath},"rawQueryString":${quote(request.query)}`;
  if (cookies.length > 0) text += `,"cookies":${JSON.stringify(cookies)}`;
  text += `,"headers":${quoteMap(headers)}`;
  if (request.query !== '') text += toQueryText(request.query);
  text += `,"requestContext":${toContextText(request, details, { routeKey, rawPath, userAgent: headers.get('user-agent') ?? '' })}`;
  const { pathParameters, stageVariables } = details;
  if (pathParameters && pathParameters.length > 0)
    text += `,"pathParameters":${quoteMap(pathParameters)}`;
  if (stageVariables && Object.keys(stageVariables).length > 0)
    text += `,"stageVariables":${JSON.stringify(stageVariables)}`;
  const { body, isBase64Encoded } = toEventBody(request.body, headers.get('content-type'));
  if (body !== undefined) text += `,"body":${quote(body)}`;
  return `${text},"isBase64Encoded":${isBase64Encoded}}`;
}

function toContextText(
  request: HttpRequest,
  details: EventV2Details,
  { routeKey, rawPath, userAgent }: { routeKey: string; rawPath: string; userAgent: string },
): string {
  const { authentication, authorizer, domainName } = details;
  const dot = domainName.indexOf('.');
  return (
    `{"accountId":${quote(details.accountId)},"apiId":${quote(details.apiId)}` +
    (authentication ? `,"authentication":${JSON.stringify(authentication)}` : '') +
    (authorizer ? `,"authorizer":${JSON.stringify(authorizer)}` : '') +
    `,"domainName":${quote(domainName)},"domainPrefix":${quote(dot < 0 ? domainName : domainName.slice(0, dot))}` +
    `,"http":{"method":${quote(request.method)},"path":${rawPath},"protocol":${quote(request.protocol)}` +
    `,"sourceIp":${quote(request.sourceIp)},"userAgent":${quote(userAgent)}}` +
    `,"requestId":${quote(details.requestId)},"routeKey":${routeKey},"stage":${quote(details.stage)}` +
    `,"time":"${formatEventTime(details.atEpochMs)}","timeEpoch":${details.atEpochMs}}`
  );
}

/** HTTP APIs hand over the path decoded, function URLs as it was sent (live captures in hotsock/voker#8). */
function toRawPath(path: string, frontDoor: FrontDoor): string {
  if (frontDoor === 'function-url' || !path.includes('%')) return path;
  return decodeText(path);
}

/** The member `queryStringParameters`, values of a repeated name joined with commas; nothing where there are none. */
function toQueryText(query: string): string {
  const joined = new Map<string, string>();
  for (const pair of query.split('&')) {
    if (pair === '') continue;
    const equals = pair.indexOf('=');
    const name = decodePart(equals < 0 ? pair : pair.slice(0, equals));
    const value = equals < 0 ? '' : decodePart(pair.slice(equals + 1));
    const before = joined.get(name);
    joined.set(name, before === undefined ? value : `${before},${value}`);
  }
  return joined.size > 0 ? `,"queryStringParameters":${quoteMap(joined)}` : '';
}

/** A part of a query, decoded: `+` is a space there. */
function decodePart(text: string): string {
  return decodeText(text.includes('+') ? text.replaceAll('+', ' ') : text);
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
