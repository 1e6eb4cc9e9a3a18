/** AWS API requests: from node's request to the chain, and from its response to the socket. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { runChain } from './chain.ts';
import { corsHeaders, isPreflight, preflightHeaders } from './cors.ts';
import type { Exchange } from './exchange.ts';
import type { Gateway } from './gateway.ts';
import { joinHeaders, type RequestLine } from './request-line.ts';
import { logRequest } from './request-log.ts';
import { send } from './send.ts';

export async function handleAwsApi(
  gateway: Gateway,
  request: IncomingMessage,
  response: ServerResponse,
  line: RequestLine,
): Promise<void> {
  const headers = joinHeaders(request);
  if (isPreflight(line.method, headers)) {
    await send(response, { status: 200, headers: preflightHeaders(headers), body: '' });
    return;
  }
  const exchange = createExchange(gateway, request, response, line, headers);
  await runChain(exchange);
  const wire = exchange.response!;
  Object.assign(wire.headers, corsHeaders(headers));
  // A body that was not read to its end cannot be followed by another request.
  if (!request.complete) wire.headers['connection'] = 'close';
  logRequest(exchange);
  await send(response, wire);
}

function createExchange(
  gateway: Gateway,
  request: IncomingMessage,
  response: ServerResponse,
  line: RequestLine,
  headers: Record<string, string>,
): Exchange {
  const gone = new AbortController();
  response.once('close', () => {
    if (!response.writableFinished) gone.abort();
  });
  const account = gateway.defaultAccount;
  return {
    gateway,
    request,
    ...line,
    headers,
    startedAtMs: gateway.clock.monotonicMs(),
    signal: gone.signal,
    requestId: gateway.ids.uuid(),
    account,
    region: gateway.defaultRegion,
    caller: { arn: `arn:aws:iam::${account}:root`, userId: account, account },
  };
}
