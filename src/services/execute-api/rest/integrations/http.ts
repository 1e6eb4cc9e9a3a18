import type { Integration } from '@aws-sdk/client-api-gateway';
import type { ServiceHost } from '../../../context.ts';
import type { HttpCall, HttpOutcome } from '../../integrations/call-http.ts';
import type { RestExchange } from '../exchange.ts';
import { printPairs } from '../execution-log.ts';
import { configurationError, GatewayError } from '../gateway-response.ts';
import { DEFAULT_TIMEOUT_MS, timedOut } from './lambda-proxy.ts';

export interface EndpointAnswer<Body = Buffer> {
  status: number;
  /** Alternating names and values. */
  headers: readonly string[];
  body: Body;
}

/** The method of the integration; `ANY` is that of the request. */
export function methodOf({ request }: RestExchange, { httpMethod }: Integration): string {
  return httpMethod === 'ANY' || !httpMethod ? request.method : httpMethod;
}

/** The URL with the mapped path parameters in place of its variables. @throws GatewayError */
export function toTarget(url: string, path: Readonly<Record<string, string>>): URL {
  const text = fillPath(url, path);
  if (!URL.canParse(text)) throw configurationError('Invalid endpoint address');
  return new URL(text);
}

/** Percent-encodes what it fills in. @throws GatewayError for a value that climbs, or a variable without one */
export function fillPath(pattern: string, path: Readonly<Record<string, string>>): string {
  let text = pattern;
  for (const [name, value] of Object.entries(path)) {
    // A value with dot segments could leave the part of the backend that the URL names.
    if (value.split('/').some((part) => part === '.' || part === '..'))
      throw new GatewayError(
        { type: 'BAD_REQUEST_PARAMETERS', message: 'Bad Request' },
        `The path parameter ${name} climbs out of the endpoint's path`,
      );
    const encoded = value.split('/').map(encodeURIComponent).join('/');
    text = text.replaceAll(`{${name}}`, () => encoded);
  }
  if (/\{[\w.+-]+\}/.test(text)) throw configurationError('Invalid endpoint address');
  return text;
}

/**
 * @param send `callHttp`, or `openHttp` for a body that streams
 * @throws GatewayError for a backend that cannot be reached, or is too slow
 */
export async function sendToHttp<Body>(
  exchange: RestExchange,
  integration: Integration,
  call: { method: string; url: URL; headers: string[]; body: Buffer },
  send: (host: ServiceHost, call: HttpCall) => Promise<HttpOutcome<Body>>,
): Promise<EndpointAnswer<Body>> {
  const { host, log } = exchange;
  log?.info(`Endpoint request URI: ${call.url.href}`);
  log?.data(`Endpoint request headers: ${printPairs(call.headers)}`);
  log?.data(`Endpoint request body after transformations: ${call.body.toString('utf8')}`);
  log?.info(`Sending request to ${call.url.href}`);
  const sentAtMs = host.clock.monotonicMs();
  const outcome = await send(host, toCall(exchange, integration, call));
  exchange.integrationLatencyMs = Math.round(host.clock.monotonicMs() - sentAtMs);
  if (outcome.kind !== 'answer') throw failureOf(exchange, call.url, outcome);
  exchange.integrationStatus = outcome.status;
  log?.info(
    `Received response. Status: ${outcome.status}, Integration latency: ${exchange.integrationLatencyMs} ms`,
  );
  log?.data(`Endpoint response headers: ${printPairs(outcome.headers)}`);
  return outcome;
}

function toCall(
  { stage }: RestExchange,
  { timeoutInMillis, tlsConfig }: Integration,
  call: { method: string; url: URL; headers: string[]; body: Buffer },
): HttpCall {
  const hasBody = call.body.length > 0 && call.method !== 'GET' && call.method !== 'HEAD';
  const headers = ['Host', call.url.host, ...call.headers];
  if (hasBody || !['GET', 'HEAD', 'OPTIONS', 'DELETE'].includes(call.method))
    headers.push('Content-Length', String(hasBody ? call.body.length : 0));
  return {
    ...call,
    headers,
    body: hasBody ? call.body : Buffer.alloc(0),
    timeoutMs: timeoutInMillis ?? DEFAULT_TIMEOUT_MS,
    ...((stage?.clientCertificate || tlsConfig?.insecureSkipVerification) && {
      tls: {
        ...stage?.clientCertificate,
        rejectUnauthorized: !tlsConfig?.insecureSkipVerification,
      },
    }),
  };
}

function failureOf(
  { api, host, request, resourcePath }: RestExchange,
  url: URL,
  outcome: Exclude<HttpOutcome, { kind: 'answer' }>,
): GatewayError {
  if (outcome.kind === 'timeout') return timedOut();
  if (outcome.kind === 'too-large') return configurationError('The response is larger than 10 MB');
  host.log.warn(
    `REST API ${api.apiId} could not reach ${url.origin} for ${request.method} ${resourcePath}: ${outcome.reason}`,
  );
  return new GatewayError(
    { type: 'INTEGRATION_FAILURE', message: 'Internal server error', status: 500 },
    `Execution failed due to an error of the endpoint: ${outcome.reason}`,
  );
}
