/**
 * AWS service integrations: the mapped request goes to another service of this Brume.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/integrate-with-aws-service.html
 */
import type { Integration } from '@aws-sdk/client-api-gateway';
import type { WireResponse } from '../../../../protocol/interface.ts';
import { SERVICE_IDS } from '../../../../protocol/service-id.ts';
import { SERVICE_WIRE } from '../../../../protocol/service-wire.ts';
import type { ServiceId } from '../../../sdk.ts';
import type { ServiceTarget } from '../../integration-uri.ts';
import { requestService, type ServiceRequest } from '../../integrations/request-service.ts';
import { callerOf } from '../../integrations/role-caller.ts';
import type { RestExchange } from '../exchange.ts';
import { printPairs } from '../execution-log.ts';
import { configurationError } from '../gateway-response.ts';
import type { IntegrationRequest } from '../mapping/map-request.ts';
import { type EndpointAnswer, fillPath, methodOf } from './http.ts';
import { DEFAULT_TIMEOUT_MS, timedOut } from './lambda-proxy.ts';

/** As for any other endpoint. */
const LONGEST_BODY_BYTES = 10 * 1024 * 1024;

export async function callService(
  exchange: RestExchange,
  integration: Integration,
  target: ServiceTarget,
  mapped: IntegrationRequest,
): Promise<EndpointAnswer> {
  const { api, host, log } = exchange;
  const service = SERVICE_IDS.find((id) => id === target.service);
  if (!service) {
    host.log.warn(`REST API ${api.apiId} calls ${target.service}, which Brume does not have.`);
    throw configurationError(`Brume does not have the AWS service ${target.service}`);
  }
  const request = toRequest(exchange, integration, { ...target, service }, mapped);
  const address = `https://${request.headers['host']}${request.path}${request.query && `?${request.query}`}`;
  log?.info(`Endpoint request URI: ${address}`);
  log?.data(`Endpoint request headers: ${printPairs(Object.entries(request.headers).flat())}`);
  log?.data(`Endpoint request body after transformations: ${request.body.toString('utf8')}`);
  log?.info(`Sending request to ${address}`);
  const context = host.context({
    account: api.account,
    region: target.region,
    caller: callerOf(api.account, integration.credentials),
  });
  const sentAtMs = host.clock.monotonicMs();
  const response = await within(exchange, integration, async () =>
    collect(await requestService(context, service, request)),
  );
  exchange.integrationLatencyMs = Math.round(host.clock.monotonicMs() - sentAtMs);
  exchange.integrationStatus = response.status;
  if (response.status === 501)
    host.log.warn(
      `REST API ${api.apiId} called ${service}, which answered: ${response.body.toString('utf8')}`,
    );
  log?.info(
    `Received response. Status: ${response.status}, Integration latency: ${exchange.integrationLatencyMs} ms`,
  );
  log?.data(`Endpoint response headers: ${printPairs(response.headers)}`);
  return response;
}

/** An action that takes longer goes on, unwatched. */
function within<T>(
  { host }: RestExchange,
  { timeoutInMillis = DEFAULT_TIMEOUT_MS }: Integration,
  run: () => Promise<T>,
): Promise<T> {
  const { promise, resolve, reject } = Promise.withResolvers<T>();
  const timer = host.clock.realTimeout(timeoutInMillis, () => reject(timedOut()));
  run()
    .then(resolve, reject)
    .finally(() => timer.cancel());
  return promise;
}

function toRequest(
  exchange: RestExchange,
  integration: Integration,
  target: ServiceTarget & { service: ServiceId },
  mapped: IntegrationRequest,
): ServiceRequest {
  const { action, path, query } = locate(target, mapped);
  const headers = toHeaders(exchange, target.service, action, mapped.contentType);
  for (const [name, value] of pairsOf(mapped.headers)) headers[name.toLowerCase()] = value;
  const subdomain = target.subdomain === undefined ? '' : `${target.subdomain}.`;
  return {
    method: methodOf(exchange, integration),
    path,
    query: new URLSearchParams([...query, ...pairsOf(mapped.query)]).toString(),
    // After the mapped ones: where a request goes is for the URI to say.
    headers: { ...headers, host: `${subdomain}${target.service}.${target.region}.amazonaws.com` },
    body: mapped.body,
  };
}

/** An action is named where its service looks for it: in the target header, or in the query. */
function toHeaders(
  { api }: RestExchange,
  service: ServiceId,
  action: string | undefined,
  contentType: string,
): Record<string, string> {
  const { protocols, target } = SERVICE_WIRE[service];
  const isJson = protocols[0]?.startsWith('aws-json') && !protocols.includes('aws-query');
  return {
    accept: 'application/json',
    'user-agent': `AmazonAPIGateway_${api.apiId}`,
    'content-type': isJson ? `application/x-amz-json-${protocols[0]?.slice(-3)}` : contentType,
    ...(isJson && action !== undefined && { 'x-amz-target': `${target}.${action}` }),
  };
}

function pairsOf(flat: readonly string[]): [name: string, value: string][] {
  return flat.flatMap((name, i) => (i % 2 === 0 ? [[name, flat[i + 1] ?? '']] : []));
}

function locate(
  { kind, rest }: ServiceTarget,
  mapped: IntegrationRequest,
): { action: string | undefined; path: string; query: [string, string][] } {
  if (kind === 'path') {
    const [path = '', query = ''] = fillPath(rest, mapped.path).split('?', 2);
    return {
      action: undefined,
      path: path.startsWith('/') ? path : `/${path}`,
      query: [...new URLSearchParams(query)],
    };
  }
  const [action = '', ...parameters] = rest.split('&');
  const query = new URLSearchParams(fillPath(parameters.join('&'), mapped.path));
  return { action, path: '/', query: [['Action', action], ...query] };
}

async function collect({ body, headers, status }: WireResponse): Promise<EndpointAnswer> {
  const flat = Object.entries(headers).flat();
  if (typeof body === 'string') return { status, headers: flat, body: Buffer.from(body) };
  if (Buffer.isBuffer(body)) return { status, headers: flat, body };
  const chunks: Uint8Array[] = [];
  let sizeBytes = 0;
  for await (const chunk of body) {
    sizeBytes += chunk.length;
    if (sizeBytes > LONGEST_BODY_BYTES)
      throw configurationError('The response is larger than 10 MB');
    chunks.push(chunk);
  }
  return { status, headers: flat, body: Buffer.concat(chunks, sizeBytes) };
}
