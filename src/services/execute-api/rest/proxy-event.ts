/**
 * A request as the event of a Lambda proxy integration.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html#api-gateway-simple-proxy-for-lambda-input-format
 */
import { HOP_BY_HOP } from '../../../lambda-runtime/http-event/event-headers.ts';
import { quote, quoteMap } from '../../../lambda-runtime/json-text.ts';
import { forwardedHeaders } from '../forwarded-headers.ts';
import { toRequestContext } from './context-variables.ts';
import { decodeText, lastHeader, queryOf, type RestExchange } from './exchange.ts';

/** The event as JSON text, put together without an object of it: every request pays for this. */
export function toProxyEvent(exchange: RestExchange): string {
  const { mapped, request, resourcePath = '/', route, stage } = exchange;
  // Recorded from AWS (localstack/localstack#12296): on a custom domain nothing is taken off the path.
  const path = decodeText(mapped ? mapped.sent : resourcePath);
  const headers = quoteLists(collectHeaders(exchange));
  const parameters = queryOf(exchange);
  const query = parameters.size > 0 ? quoteLists(parameters) : undefined;
  const { pathParameters } = exchange;
  const { body, isBase64Encoded } = toEventBody(exchange);
  return (
    `{"resource":${quote(route?.resourcePath ?? '')},"path":${quote(path)},"httpMethod":${quote(request.method)}` +
    `,"headers":${headers.last},"multiValueHeaders":${headers.all}` +
    `,"queryStringParameters":${query?.last ?? 'null'},"multiValueQueryStringParameters":${query?.all ?? 'null'}` +
    `,"pathParameters":${pathParameters ? quoteMap(Object.entries(pathParameters)) : 'null'}` +
    `,"stageVariables":${stage?.variables ? quoteMap(Object.entries(stage.variables)) : 'null'}` +
    `,"requestContext":${JSON.stringify(toRequestContext(exchange))}` +
    `,"body":${body === null ? 'null' : quote(body)},"isBase64Encoded":${isBase64Encoded}}`
  );
}

type Lists = Iterable<readonly [name: string, values: readonly string[]]>;

/** Both forms of headers or parameters: with the last value of each name, and with all. */
function quoteLists(lists: Lists): { last: string; all: string } {
  let last = '';
  let all = '';
  for (const [name, values] of lists) {
    const separator = last === '' ? '{' : ',';
    const key = quote(name);
    const value = quote(values.at(-1) ?? '');
    last += `${separator}${key}:${value}`;
    all += `${separator}${key}:[${values.length === 1 ? value : values.map(quote).join()}]`;
  }
  return last === '' ? { last: '{}', all: '{}' } : { last: `${last}}`, all: `${all}}` };
}

/** Headers and query, each with single values (the last one counts) and with all values. */
export function toEventMaps(exchange: RestExchange): Record<string, unknown> {
  const { headers, multiValueHeaders } = toHeaders(exchange);
  const query = [...queryOf(exchange)];
  const hasQuery = query.length > 0;
  return {
    headers,
    multiValueHeaders,
    queryStringParameters: hasQuery
      ? Object.fromEntries(query.map(([name, values]) => [name, values.at(-1)]))
      : null,
    multiValueQueryStringParameters: hasQuery ? Object.fromEntries(query) : null,
  };
}

/** What API Gateway's front writes, in its case. */
const WRITTEN = new Map([
  ['x-amzn-trace-id', 'X-Amzn-Trace-Id'],
  ['x-forwarded-for', 'X-Forwarded-For'],
  ['x-forwarded-port', 'X-Forwarded-Port'],
  ['x-forwarded-proto', 'X-Forwarded-Proto'],
]);
/** These arrive in one case whatever was sent (recorded from AWS). */
const TITLED = new Map([
  ['authorization', 'Authorization'],
  ['user-agent', 'User-Agent'],
  ['host', 'Host'],
]);

export function toHeaders(exchange: RestExchange): {
  headers: Record<string, string>;
  multiValueHeaders: Record<string, string[]>;
} {
  const all = [...collectHeaders(exchange)];
  return {
    headers: Object.fromEntries(all.map(([name, values]) => [name, values.at(-1) ?? ''])),
    multiValueHeaders: Object.fromEntries(all),
  };
}

/** Names as sent; those that differ only in case are one header. */
function collectHeaders(exchange: RestExchange): Iterable<[name: string, values: string[]]> {
  const { host, request } = exchange;
  const byLowerName = new Map<string, [name: string, values: string[]]>();
  const { rawHeaders } = request;
  for (let i = 0; i + 1 < rawHeaders.length; i += 2) {
    const sent = rawHeaders[i] ?? '';
    const lower = sent.toLowerCase();
    if (HOP_BY_HOP.has(lower) || lower === 'content-length' || WRITTEN.has(lower)) continue;
    const before = byLowerName.get(lower);
    if (before) before[1].push(rawHeaders[i + 1] ?? '');
    else byLowerName.set(lower, [TITLED.get(lower) ?? sent, [rawHeaders[i + 1] ?? '']]);
  }
  const added = forwardedHeaders(host, request, exchange.traceId);
  for (let i = 0; i + 1 < added.length; i += 2) {
    const name = WRITTEN.get(added[i] ?? '');
    if (name !== undefined) byLowerName.set(added[i] ?? '', [name, [added[i + 1] ?? '']]);
  }
  return byLowerName.values();
}

/** Base64 only for the API's binary media types; everything else is text, whatever its bytes. */
function toEventBody({ request, stage }: RestExchange): {
  body: string | null;
  isBase64Encoded: boolean;
} {
  if (request.body.length === 0) return { body: null, isBase64Encoded: false };
  const isBinary = stage?.binaryTypes.has(lastHeader(request, 'content-type')) ?? false;
  return { body: request.body.toString(isBinary ? 'base64' : 'utf8'), isBase64Encoded: isBinary };
}
