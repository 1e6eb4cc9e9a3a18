/**
 * What a Lambda proxy integration and a Lambda authorizer are given.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-api-lambda-integration-event-samples.html
 */
import { forwardedHeaders, traceIdOf } from '../forwarded-headers.ts';
import type { PlaneRequest } from '../../data-plane.ts';
import type { ServiceHost } from '../../context.ts';
import { parseQuery } from '../rest/exchange.ts';
import { toRequestContext } from './context-variables.ts';
import type { SocketExchange } from './exchange.ts';

type Members = Record<string, unknown>;

export function toProxyEvent(exchange: SocketExchange): Members {
  const { body, eventType, stage } = exchange;
  return {
    ...maps(exchange),
    ...(stage.variables && { stageVariables: stage.variables }),
    requestContext: toRequestContext(exchange),
    ...(eventType === 'MESSAGE' && { body }),
    isBase64Encoded: false,
  };
}

/** Headers and query are the handshake's; a message has neither, an end only what names the API. */
function maps(exchange: SocketExchange): Members {
  const { connection, handshake, host } = exchange;
  if (handshake) return handshakeMaps(host, handshake);
  if (exchange.eventType !== 'DISCONNECT') return {};
  return withLists({
    Host: connection.domainName,
    'x-api-key': '',
    'X-Forwarded-For': '',
    'x-restapi': '',
  });
}

export function handshakeMaps(host: ServiceHost, request: PlaneRequest): Members {
  const query = [...parseQuery(request.query)];
  return {
    ...withLists(toHeaders(host, request)),
    ...(query.length > 0 && {
      queryStringParameters: Object.fromEntries(query.map(([name, all]) => [name, all.at(-1)])),
      multiValueQueryStringParameters: Object.fromEntries(query),
    }),
  };
}

/** The connection's own, which AWS keeps to itself. */
const HIDDEN = new Set(['connection', 'upgrade', 'content-length']);
const WRITTEN: Readonly<Record<string, string>> = {
  'x-amzn-trace-id': 'X-Amzn-Trace-Id',
  'x-forwarded-for': 'X-Forwarded-For',
  'x-forwarded-port': 'X-Forwarded-Port',
  'x-forwarded-proto': 'X-Forwarded-Proto',
};

/** These arrive in one case whatever was sent, as with REST APIs. */
const TITLED = new Map([
  ['authorization', 'Authorization'],
  ['host', 'Host'],
  ['user-agent', 'User-Agent'],
]);

/** Names as sent; of those that differ only in case the last one counts. */
function toHeaders(host: ServiceHost, request: PlaneRequest): Record<string, string> {
  const byLowerName = new Map<string, [name: string, value: string]>();
  const { rawHeaders } = request;
  for (let i = 0; i + 1 < rawHeaders.length; i += 2) {
    const name = rawHeaders[i] ?? '';
    const lower = name.toLowerCase();
    if (!HIDDEN.has(lower))
      byLowerName.set(lower, [TITLED.get(lower) ?? name, rawHeaders[i + 1] ?? '']);
  }
  const added = forwardedHeaders(host, request, traceIdOf(host, request));
  for (let i = 0; i + 1 < added.length; i += 2) {
    const lower = added[i] ?? '';
    const name = WRITTEN[lower];
    if (name !== undefined) byLowerName.set(lower, [name, added[i + 1] ?? '']);
  }
  return Object.fromEntries(byLowerName.values());
}

function withLists(headers: Record<string, string>): Members {
  const lists = Object.entries(headers).map(([name, value]) => [name, [value]] as const);
  return { headers, multiValueHeaders: Object.fromEntries(lists) };
}
