/**
 * HTTP proxy integrations: the request goes on to another server as it came.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-http.html
 */
import type { PlaneResponse } from '../../data-plane.ts';
import type { HttpProxy } from '../deployed-api.ts';
import { type Exchange, found } from '../exchange.ts';
import { traceIdOf } from '../forwarded-headers.ts';
import { callHttp, type HttpOutcome } from './call-http.ts';
import { failed } from './failed.ts';

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

const REQUEST_ID = /^x-amzn?-request-?id$/i;

/** A server that cannot be reached, or is too slow, is answered 503; what it says itself is passed back. */
export async function proxyToHttp(
  exchange: Exchange,
  integration: HttpProxy,
): Promise<PlaneResponse> {
  const target = toTarget(exchange, integration);
  if (target === 'climbs') return failed(exchange, 400, 'A path variable has dot segments');
  if (!target) return failed(exchange, 500, `${integration.url} is no URL with these variables`);
  const { api, host, request } = exchange;
  const outcome = await callHttp(host, {
    method: integration.method === 'ANY' ? request.method : integration.method,
    url: target,
    headers: toHeaders(exchange, target),
    body: request.body,
    timeoutMs: integration.timeoutMs,
  });
  if (outcome.kind === 'answer') return toResponse(exchange, outcome);
  if (outcome.kind === 'too-large') return failed(exchange, 500, 'The answer is beyond 10 MB');
  const reason =
    outcome.kind === 'timeout' ? `no answer within ${integration.timeoutMs} ms` : outcome.reason;
  host.log.warn(`API ${api.apiId} could not reach ${target.origin}: ${reason}`);
  return failed(exchange, 503, reason);
}

function toResponse(
  { report }: Exchange,
  { body, headers, status }: Extract<HttpOutcome, { kind: 'answer' }>,
): PlaneResponse {
  if (report) {
    report.status = status;
    const at = headers.findIndex((each, i) => i % 2 === 0 && REQUEST_ID.test(each));
    report.requestId = at < 0 ? undefined : headers[at + 1];
  }
  return { status, headers: passedOn(headers), body };
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

function toHeaders({ request, host, domainName }: Exchange, target: URL): string[] {
  const proto = request.tls ? 'https' : 'http';
  const headers = ['Host', target.host, ...passedOn(request.rawHeaders)];
  headers.push('Forwarded', `for=${request.sourceIp};host=${domainName};proto=${proto}`);
  headers.push('Via', `${request.protocol} AmazonAPIGateway`);
  headers.push('X-Amzn-Trace-Id', traceIdOf(host, request));
  if (request.body.length > 0) headers.push('Content-Length', String(request.body.length));
  return headers;
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
