/** Integrations whose request and response are mapped: AWS (a Lambda function or another service), HTTP and MOCK. */
import type { Integration } from '@aws-sdk/client-api-gateway';
import { AwsError } from '../../../../protocol/aws-error.ts';
import type { PlaneResponse } from '../../../data-plane.ts';
import { callFunction } from '../../integrations/call-function.ts';
import { callHttp } from '../../integrations/call-http.ts';
import type { FunctionTarget, IntegrationTarget } from '../deployed.ts';
import type { RestExchange } from '../exchange.ts';
import { configurationError } from '../gateway-response.ts';
import { type IntegrationRequest, mapRequest } from '../mapping/map-request.ts';
import { mapResponse } from '../mapping/map-response.ts';
import { type EndpointAnswer, methodOf, sendToHttp, toTarget } from './http.ts';
import { logFunctionAnswer, logFunctionCall } from './function-log.ts';
import { DEFAULT_TIMEOUT_MS, refused, timedOut } from './lambda-proxy.ts';
import { callService } from './aws-service.ts';
import { tenantIn } from './tenant.ts';

export async function callMapped(
  exchange: RestExchange,
  integration: Integration,
  target: IntegrationTarget,
): Promise<PlaneResponse> {
  const request = mapRequest(exchange, integration);
  if (target.kind === 'mock') {
    const status = toMockStatus(request.body.toString('utf8'));
    const answer = { status, headers: [], body: Buffer.alloc(0), selection: String(status) };
    return mapResponse(exchange, integration, request, answer);
  }
  if (target.kind === 'lambda') {
    const answer = await callLambda(exchange, integration, target, request);
    return mapResponse(exchange, integration, request, answer);
  }
  if (target.kind === 'service') {
    const answer = await callService(exchange, integration, target.call, request);
    return mapResponse(exchange, integration, request, {
      ...answer,
      selection: String(answer.status),
    });
  }
  if (target.kind !== 'http') throw configurationError('Invalid endpoint address');
  const answer = await callEndpoint(exchange, integration, target.url, request);
  return mapResponse(exchange, integration, request, {
    ...answer,
    selection: String(answer.status),
  });
}

/** A mock answers what its request template says. */
function toMockStatus(body: string): number {
  const status = /["']?statusCode["']?\s*:\s*["']?(\d{3})\b/.exec(body)?.[1];
  if (status === undefined)
    throw configurationError(
      'Unable to parse statusCode. It should be an integer defined in request template.',
    );
  return Number(status);
}

/** A function's failure is an answer, too: its message is what selection patterns match. */
async function callLambda(
  exchange: RestExchange,
  integration: Integration,
  target: FunctionTarget,
  request: IntegrationRequest,
): Promise<EndpointAnswer & { selection: string }> {
  const { clock } = exchange.host;
  const payload = request.body.length > 0 ? request.body : Buffer.from('{}');
  const tenantId = tenantIn(request.headers);
  if (invocationTypeOf(request) === 'Event')
    return callLambdaLater(exchange, target, payload, tenantId);
  logFunctionCall(exchange, target, { body: payload.toString('utf8') });
  const sentAtMs = clock.monotonicMs();
  const timeoutMs = integration.timeoutInMillis ?? DEFAULT_TIMEOUT_MS;
  const outcome = await callFunction(exchange.host, target, payload, timeoutMs, {
    traceId: exchange.traceId,
    tenantId,
  });
  exchange.integrationLatencyMs = Math.round(clock.monotonicMs() - sentAtMs);
  if (outcome.kind === 'timeout') throw timedOut();
  if (outcome.kind === 'refused') throw refused(exchange, target, outcome.error);
  logFunctionAnswer(exchange, 200);
  const body = Buffer.from(outcome.answer.payload);
  const isFailure = outcome.answer.functionError !== undefined;
  return {
    status: 200,
    headers: ['Content-Type', 'application/json'],
    body,
    selection: isFailure ? errorMessageOf(body) : '200',
  };
}

function invocationTypeOf({ headers }: IntegrationRequest): string | undefined {
  const at = headers.findIndex(
    (each, index) => index % 2 === 0 && each.toLowerCase() === 'x-amz-invocation-type',
  );
  return at < 0 ? undefined : headers[at + 1];
}

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-integration-async.html */
async function callLambdaLater(
  exchange: RestExchange,
  target: FunctionTarget,
  payload: Buffer,
  tenantId: string | undefined,
): Promise<EndpointAnswer & { selection: string }> {
  const input = {
    FunctionName: target.functionArn,
    InvocationType: 'Event' as const,
    Payload: payload,
    TenantId: tenantId,
  };
  try {
    await exchange.host.context(target).call('lambda', 'Invoke', input);
  } catch (error) {
    throw error instanceof AwsError ? refused(exchange, target, error) : error;
  }
  exchange.integrationStatus = 202;
  return { status: 202, headers: [], body: Buffer.alloc(0), selection: '202' };
}

function errorMessageOf(body: Buffer): string {
  try {
    const parsed = JSON.parse(body.toString('utf8')) as { errorMessage?: unknown } | null;
    return typeof parsed?.errorMessage === 'string' ? parsed.errorMessage : '';
  } catch {
    return '';
  }
}

function callEndpoint(
  exchange: RestExchange,
  integration: Integration,
  url: string,
  request: IntegrationRequest,
): Promise<EndpointAnswer> {
  const target = toTarget(url, request.path);
  for (let i = 0; i + 1 < request.query.length; i += 2)
    target.searchParams.append(request.query[i] ?? '', request.query[i + 1] ?? '');
  const { headers } = request;
  const has = (name: string): boolean =>
    headers.some((each, index) => index % 2 === 0 && each.toLowerCase() === name);
  const sent = [...headers];
  if (!has('content-type')) sent.push('Content-Type', request.contentType);
  if (!has('accept')) sent.push('Accept', 'application/json');
  if (!has('user-agent')) sent.push('User-Agent', `AmazonAPIGateway_${exchange.api.apiId}`);
  sent.push('x-amzn-apigateway-api-id', exchange.api.apiId);
  const call = {
    method: methodOf(exchange, integration),
    url: target,
    headers: sent,
    body: request.body,
  };
  return sendToHttp(exchange, integration, call, callHttp);
}
