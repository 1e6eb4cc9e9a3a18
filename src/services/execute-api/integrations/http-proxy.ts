/**
 * HTTP proxy integrations: the request goes on to another server as it came.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-http.html
 */
import { type IncomingMessage, request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import type { PlaneResponse } from '../../data-plane.ts';
import type { HttpProxy } from '../deployed-api.ts';
import { type Exchange, found } from '../exchange.ts';
import { traceIdOf } from '../forwarded-headers.ts';
import { gatewayResponse } from '../gateway-response.ts';

/** Of one connection, or written anew for the next one. */
const NOT_PASSED_ON = new Set([
  'connection',
  'content-length',
  'date',
  'expect',
  'host',
  'keep-alive',
  'proxy-connection',
  'te',
  'transfer-encoding',
  'upgrade',
]);
/** https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-quotas.html */
const PAYLOAD_LIMIT_BYTES = 10 * 1024 * 1024;

/** A server that cannot be reached, or is too slow, is answered 503; what it says itself is passed back. */
export async function proxyToHttp(
  exchange: Exchange,
  integration: HttpProxy,
): Promise<PlaneResponse> {
  const target = toTarget(exchange, integration);
  if (target === 'climbs') return gatewayResponse(400);
  if (!target) return gatewayResponse(500);
  const giveUp = new AbortController();
  const timer = exchange.host.clock.realTimeout(integration.timeoutMs, () => giveUp.abort());
  try {
    const response = await send(exchange, integration, target, giveUp.signal);
    const body = await readBody(response);
    if (!body) return gatewayResponse(500);
    return { status: response.statusCode ?? 500, headers: passedOn(response.rawHeaders), body };
  } catch (error) {
    const reason = giveUp.signal.aborted
      ? `no answer within ${integration.timeoutMs} ms`
      : String(error);
    exchange.host.log.warn(`API ${exchange.api.apiId} could not reach ${target.origin}: ${reason}`);
    return gatewayResponse(503);
  } finally {
    timer.cancel();
  }
}

/**
 * The integration's URL with the values of the route's variables, and the query of the request. A
 * value with dot segments could leave the part of the backend that the URL names; it is refused
 * (chosen: what AWS does with it is not documented).
 */
function toTarget(
  { mappedPath, match, request }: Exchange,
  { url }: HttpProxy,
): URL | 'climbs' | undefined {
  let text = url;
  for (const [name, value] of found(match).pathParameters ?? []) {
    if (value.split('/').some((part) => part === '.' || part === '..')) return 'climbs';
    const encoded = value.split('/').map(encodeURIComponent).join('/');
    text = text.replaceAll(`{${name}}`, () => encoded);
  }
  if (!URL.canParse(text)) return undefined;
  const target = new URL(text);
  if (mappedPath?.split('/').some((part) => part === '.' || part === '..')) return 'climbs';
  if (mappedPath !== undefined) target.pathname = mappedPath;
  if (request.query !== '')
    target.search = target.search ? `${target.search}&${request.query}` : request.query;
  return target;
}

function send(
  { request, host, domainName }: Exchange,
  integration: HttpProxy,
  target: URL,
  signal: AbortSignal,
): Promise<IncomingMessage> {
  const proto = request.tls ? 'https' : 'http';
  const headers = ['Host', target.host, ...passedOn(request.rawHeaders)];
  headers.push('Forwarded', `for=${request.sourceIp};host=${domainName};proto=${proto}`);
  headers.push('Via', `${request.protocol} AmazonAPIGateway`);
  headers.push('X-Amzn-Trace-Id', traceIdOf(host, request));
  if (request.body.length > 0) headers.push('Content-Length', String(request.body.length));
  const method = integration.method === 'ANY' ? request.method : integration.method;
  const start = target.protocol === 'https:' ? requestHttps : requestHttp;
  return new Promise((resolve, reject) => {
    const outgoing = start(target, { method, headers, signal }, resolve);
    outgoing.on('error', reject);
    outgoing.end(request.body);
  });
}

function passedOn(rawHeaders: readonly string[]): string[] {
  const headers: string[] = [];
  for (let i = 0; i + 1 < rawHeaders.length; i += 2) {
    const name = rawHeaders[i] as string;
    const lower = name.toLowerCase();
    if (!NOT_PASSED_ON.has(lower) && lower !== 'x-amzn-trace-id')
      headers.push(name, rawHeaders[i + 1] as string);
  }
  return headers;
}

/** @returns undefined past the limit */
async function readBody(response: IncomingMessage): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let sizeBytes = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    sizeBytes += chunk.length;
    if (sizeBytes > PAYLOAD_LIMIT_BYTES) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, sizeBytes);
}
