import { callHttp } from '../../integrations/call-http.ts';
import { HOP_BY_HOP } from '../../../../lambda-runtime/http-event/event-headers.ts';
import type { WebSocketIntegration } from '../deployed.ts';
import { internalFailure, type SocketExchange } from '../exchange.ts';
import type { IntegrationAnswer } from '../integrate.ts';
import { mapParameters, mapRequest, type MappedRequest } from './map-request.ts';
import { mapResponse } from './map-response.ts';
import { DEFAULT_TIMEOUT_MS, timedOut } from './timeout.ts';

/** HTTP and HTTP_PROXY: the same call, but a proxy's message and answer pass as they are. */
export async function callEndpoint(
  exchange: SocketExchange,
  integration: WebSocketIntegration,
  url: string,
): Promise<IntegrationAnswer> {
  const { definition } = integration;
  const isProxy = definition.IntegrationType === 'HTTP_PROXY';
  const request = isProxy
    ? { ...mapParameters(exchange, definition.RequestParameters), body: bodyOf(exchange) }
    : mapRequest(exchange, definition);
  if (isProxy) passOn(exchange, request);
  const { body, headers, status } = await send(exchange, integration, url, request);
  const answer = { status, headers, body };
  if (isProxy) return answer;
  const selection = String(status);
  return mapResponse(exchange, integration, { ...answer, selection, isFailure: false });
}

function bodyOf({ body = '' }: SocketExchange): Buffer {
  return Buffer.from(body);
}

/** A handshake goes on with its headers and its query. */
function passOn({ handshake }: SocketExchange, request: MappedRequest): void {
  if (!handshake) return;
  const { rawHeaders } = handshake;
  for (let i = 0; i + 1 < rawHeaders.length; i += 2) {
    const name = (rawHeaders[i] ?? '').toLowerCase();
    if (HOP_BY_HOP.has(name) || name === 'host' || name === 'content-length') continue;
    if (!name.startsWith('sec-websocket-'))
      request.headers.push(rawHeaders[i] ?? '', rawHeaders[i + 1] ?? '');
  }
  request.query.unshift(...new URLSearchParams(handshake.query));
}

async function send(
  exchange: SocketExchange,
  { definition }: WebSocketIntegration,
  url: string,
  request: MappedRequest,
): Promise<{ status: number; headers: string[]; body: Buffer }> {
  const { api, host, log } = exchange;
  const target = toTarget(url, request);
  log?.info(`Sending request to ${target.href}`);
  log?.data(`Endpoint request body after transformations: ${request.body.toString('utf8')}`);
  const has = (name: string): boolean =>
    request.headers.some((each, index) => index % 2 === 0 && each.toLowerCase() === name);
  const headers = ['Host', target.host, ...request.headers];
  if (!has('content-type')) headers.push('Content-Type', 'application/json');
  if (!has('user-agent')) headers.push('User-Agent', `AmazonAPIGateway_${api.apiId}`);
  headers.push('x-amzn-apigateway-api-id', api.apiId);
  headers.push('Content-Length', String(request.body.length));
  const sentAtMs = host.clock.monotonicMs();
  const outcome = await callHttp(host, {
    method:
      definition.IntegrationMethod === 'ANY' ? 'POST' : (definition.IntegrationMethod ?? 'POST'),
    url: target,
    headers,
    body: request.body,
    timeoutMs: definition.TimeoutInMillis ?? DEFAULT_TIMEOUT_MS,
  });
  exchange.integrationLatencyMs = Math.round(host.clock.monotonicMs() - sentAtMs);
  if (outcome.kind === 'timeout') throw timedOut();
  if (outcome.kind === 'too-large') throw internalFailure('The response is larger than 10 MB');
  if (outcome.kind === 'unreachable') {
    host.log.warn(
      `WebSocket API ${api.apiId} could not reach ${target.origin} for ${exchange.routeKey}: ${outcome.reason}`,
    );
    throw internalFailure(`Execution failed due to an error of the endpoint: ${outcome.reason}`);
  }
  exchange.integrationStatus = outcome.status;
  log?.info(
    `Received response. Status: ${outcome.status}, Integration latency: ${exchange.integrationLatencyMs} ms`,
  );
  return outcome;
}

/** @throws SocketFailure for values that climb out of the endpoint's path, or variables without one */
function toTarget(url: string, { path, query }: MappedRequest): URL {
  let text = url;
  for (const [name, value] of Object.entries(path)) {
    if (value.split('/').some((part) => part === '.' || part === '..'))
      throw internalFailure(`The path parameter ${name} climbs out of the endpoint's path`, 400);
    const encoded = value.split('/').map(encodeURIComponent).join('/');
    text = text.replaceAll(`{${name}}`, () => encoded);
  }
  if (/\{[\w.+-]+\}/.test(text) || !URL.canParse(text))
    throw internalFailure('Invalid endpoint address');
  const target = new URL(text);
  for (const [name, value] of query) target.searchParams.append(name, value);
  return target;
}
