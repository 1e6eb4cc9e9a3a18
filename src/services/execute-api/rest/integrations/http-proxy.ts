import type { Integration } from '@aws-sdk/client-api-gateway';
import type { PlaneResponse } from '../../../data-plane.ts';
import { callHttp, openHttp } from '../../integrations/call-http.ts';
import { forwardedHeaders } from '../../forwarded-headers.ts';
import type { IntegrationTarget } from '../deployed.ts';
import type { RestExchange } from '../exchange.ts';
import { setHeader } from '../gateway-response.ts';
import { mapRequestParameters } from '../mapping/request-parameters.ts';
import { methodOf, sendToHttp, toTarget } from './http.ts';

/** Of one connection, or written anew for the next one. */
const NOT_PASSED_ON = new Set([
  'connection',
  'content-length',
  'expect',
  'host',
  'keep-alive',
  'proxy-connection',
  'te',
  'transfer-encoding',
  'upgrade',
]);
/** The gateway writes its own; the backend's go on under another name. */
const REMAPPED = new Set(['connection', 'content-length', 'date', 'x-amzn-requestid']);

/** The request goes on as it came, with what `requestParameters` changes of it. */
export async function proxyToHttp(
  exchange: RestExchange,
  integration: Integration,
  target: Extract<IntegrationTarget, { kind: 'http' }>,
): Promise<PlaneResponse> {
  const { request } = exchange;
  const mapped = mapRequestParameters(exchange, integration.requestParameters);
  const url = toTarget(target.url, mapped.path);
  const query = new URLSearchParams(mapped.query).toString();
  const all = [url.search.slice(1), request.query, query].filter((each) => each !== '');
  url.search = all.join('&');
  const headers = passedOn(request.rawHeaders);
  for (let i = 0; i + 1 < mapped.headers.length; i += 2)
    setHeader(headers, mapped.headers[i] ?? '', mapped.headers[i + 1] ?? '');
  const added = forwardedHeaders(exchange.host, request, exchange.traceId);
  for (let i = 0; i + 1 < added.length; i += 2)
    if (added[i] !== 'content-length') setHeader(headers, added[i] ?? '', added[i + 1] ?? '');
  const answer = await sendToHttp<PlaneResponse['body']>(
    exchange,
    integration,
    { method: methodOf(exchange, integration), url, headers, body: request.body },
    integration.responseTransferMode === 'STREAM' ? openHttp : callHttp,
  );
  return { status: answer.status, headers: passedBack(answer.headers), body: answer.body };
}

function passedOn(rawHeaders: readonly string[]): string[] {
  const headers: string[] = [];
  for (let i = 0; i + 1 < rawHeaders.length; i += 2)
    if (!NOT_PASSED_ON.has((rawHeaders[i] ?? '').toLowerCase()))
      headers.push(rawHeaders[i] ?? '', rawHeaders[i + 1] ?? '');
  return headers;
}

function passedBack(rawHeaders: readonly string[]): string[] {
  const headers: string[] = [];
  for (let i = 0; i + 1 < rawHeaders.length; i += 2) {
    const name = rawHeaders[i] ?? '';
    const lower = name.toLowerCase();
    if (lower === 'transfer-encoding' || lower === 'keep-alive') continue;
    headers.push(REMAPPED.has(lower) ? `x-amzn-Remapped-${name}` : name, rawHeaders[i + 1] ?? '');
  }
  return headers;
}
