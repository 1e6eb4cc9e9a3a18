/**
 * AWS API requests of the JSON protocols (DynamoDB, SQS, Logs, …), whose body comes with the head: they
 * run through the same chain, without node's HTTP server before it, which costs more than the chain.
 */
import type {
  DataPlane,
  PlaneHead,
  PlaneRequest,
  PlaneResponse,
  PlaneTarget,
} from '../services/data-plane.ts';
import { runChain } from './chain.ts';
import type { Exchange } from './exchange.ts';
import type { Gateway } from './gateway.ts';
import { DEFAULT_BODY_LIMIT_BYTES } from './handlers/read-body.ts';
import { joinHeaders } from './request-line.ts';
import { logRequest } from './request-log.ts';

export function createJsonPlane(gateway: Gateway): DataPlane {
  const target: PlaneTarget = {
    bodyLimitBytes: DEFAULT_BODY_LIMIT_BYTES,
    handle: (request) => handle(gateway, request),
    tooLarge: () => {
      throw new Error('Longer bodies are not taken.');
    },
  };
  return {
    id: 'json',
    match: ({ path, head }) => (path === '/' && head && isTaken(head) ? target : undefined),
  };
}

/** Browsers, and bodies that are not whole or too long, are for the way through node's server. */
function isTaken({ method, query, body, rawHeaders }: PlaneHead): boolean {
  if (method !== 'POST' || query !== '') return false;
  if (typeof body !== 'number' || body > DEFAULT_BODY_LIMIT_BYTES) return false;
  let isJson = false;
  let hasTarget = false;
  for (let i = 0; i + 1 < rawHeaders.length; i += 2) {
    const name = rawHeaders[i]!.toLowerCase();
    if (name === 'origin') return false;
    if (name === 'x-amz-target') hasTarget = true;
    else if (name === 'content-type')
      isJson = rawHeaders[i + 1]!.startsWith('application/x-amz-json-1.');
  }
  return isJson && hasTarget;
}

async function handle(gateway: Gateway, request: PlaneRequest): Promise<PlaneResponse> {
  const { method, path, query, body, sourceIp, tls } = request;
  const account = gateway.defaultAccount;
  const exchange: Exchange = {
    gateway,
    method,
    path,
    query,
    headers: joinHeaders(request.rawHeaders),
    sourceIp,
    tls,
    sendContinue: undefined,
    startedAtMs: gateway.clock.monotonicMs(),
    signal: request.signal,
    requestId: gateway.ids.uuid(),
    account,
    region: gateway.defaultRegion,
    caller: { arn: `arn:aws:iam::${account}:root`, userId: account, account, anonymous: true },
    body,
  };
  await runChain(exchange);
  logRequest(exchange);
  const wire = exchange.response!;
  return { status: wire.status, headers: Object.entries(wire.headers).flat(), body: wire.body };
}
