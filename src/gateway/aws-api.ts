/** AWS API requests: from node's request to the chain, and from its response to the socket. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { WireResponse } from '../protocol/interface.ts';
import { runChain } from './chain.ts';
import { identifyService } from '../protocol/resolve.ts';
import { corsHeaders, isPreflight, preflightHeaders } from './cors.ts';
import { CLIENT_GONE } from './client-gone.ts';
import type { Exchange } from './exchange.ts';
import type { Gateway } from './gateway.ts';
import { joinHeaders, type RequestLine } from './request-line.ts';
import { logRequest } from './request-log.ts';
import { send } from './send.ts';

/** A client that is still sending reads the answer only then; up to here it is heard out. */
const LINGER_BYTES = 64 * 2 ** 20;

/** @param awaitsContinue the client sends its body only after `100 Continue` */
export async function handleAwsApi(
  gateway: Gateway,
  request: IncomingMessage,
  response: ServerResponse,
  line: RequestLine & { awaitsContinue: boolean },
): Promise<void> {
  const headers = joinHeaders(request.rawHeaders);
  if (isPreflight(line.method, headers)) {
    await send(response, await answerPreflight(gateway, line, headers));
    return;
  }
  const exchange = createExchange(gateway, request, response, line, headers);
  await runChain(exchange);
  const wire = exchange.response!;
  Object.assign(wire.headers, await corsOf(exchange));
  if (mustClose(exchange)) wire.headers['connection'] = 'close';
  logRequest(exchange);
  await send(response, wire);
}

async function answerPreflight(
  gateway: Gateway,
  line: RequestLine,
  headers: Record<string, string>,
): Promise<WireResponse> {
  const request = { ...line, headers };
  const front = gateway.fronts.get(identifyService(request) ?? 's3');
  const answer = await front?.answerPreflight(request);
  return answer ?? { status: 200, headers: preflightHeaders(headers), body: '' };
}

async function corsOf(exchange: Exchange): Promise<Record<string, string>> {
  const { gateway, headers, serviceId } = exchange;
  if (headers['origin'] === undefined) return {};
  const front = serviceId && gateway.fronts.get(serviceId);
  return front ? front.corsHeaders(exchange) : corsHeaders(headers);
}

/** Of a body that was not read to its end, the rest must come before another request can. */
function mustClose({ request, headers, sendContinue }: Exchange): boolean {
  if (request!.complete) return false;
  if (sendContinue) return true;
  return !(Number(headers['content-length'] ?? Number.NaN) <= LINGER_BYTES);
}

function createExchange(
  gateway: Gateway,
  request: IncomingMessage,
  response: ServerResponse,
  { method, path, query, awaitsContinue }: RequestLine & { awaitsContinue: boolean },
  headers: Record<string, string>,
): Exchange {
  const gone = new AbortController();
  response.once('close', () => {
    if (!response.writableFinished) gone.abort(CLIENT_GONE);
  });
  const account = gateway.defaultAccount;
  return {
    gateway,
    request,
    method,
    path,
    query,
    headers,
    sourceIp: (request.socket.remoteAddress ?? '127.0.0.1').replace(/^::ffff:/, ''),
    tls: 'encrypted' in request.socket,
    sendContinue: awaitsContinue ? () => response.writeContinue() : undefined,
    startedAtMs: gateway.clock.monotonicMs(),
    signal: gone.signal,
    requestId: gateway.ids.uuid(),
    account,
    region: gateway.defaultRegion,
    caller: { arn: `arn:aws:iam::${account}:root`, userId: account, account, anonymous: true },
  };
}
