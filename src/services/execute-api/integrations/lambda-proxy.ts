/**
 * Lambda proxy integrations.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
 */
import type { HttpResponse } from '../../../lambda-runtime/http-event/front-door.ts';
import { fromResponseV1 } from '../../../lambda-runtime/http-event/from-response-v1.ts';
import { fromResponseV2 } from '../../../lambda-runtime/http-event/from-response-v2.ts';
import { toEventV1 } from '../../../lambda-runtime/http-event/to-event-v1.ts';
import { toEventV2 } from '../../../lambda-runtime/http-event/to-event-v2.ts';
import { AwsError } from '../../../protocol/aws-error.ts';
import type { Caller } from '../../context.ts';
import type { PlaneResponse } from '../../data-plane.ts';
import type { LambdaProxy } from '../deployed-api.ts';
import { type Exchange, found } from '../exchange.ts';
import { forwardedHeaders } from '../forwarded-headers.ts';
import { gatewayResponse } from '../gateway-response.ts';
import { withTimeout } from './with-timeout.ts';

export async function proxyToLambda(
  exchange: Exchange,
  integration: LambdaProxy,
): Promise<PlaneResponse> {
  const { host } = exchange;
  const context = host.context({
    account: integration.account,
    region: integration.region,
    caller: apiGateway(integration.account),
  });
  const event = JSON.stringify(
    integration.payloadFormat === '2.0' ? eventV2(exchange) : eventV1(exchange),
  );
  const invocation = context.call('lambda', 'Invoke', {
    FunctionName: integration.functionArn,
    Payload: Buffer.from(event),
  });
  try {
    const result = await withTimeout(host.clock, integration.timeoutMs, invocation);
    if (!result) return gatewayResponse(503);
    if (result.FunctionError !== undefined) return gatewayResponse(500);
    return toResponse(integration, result.Payload ?? new Uint8Array());
  } catch (error) {
    return refusal(exchange, integration, error);
  }
}

function toResponse(integration: LambdaProxy, payload: Uint8Array): HttpResponse {
  return integration.payloadFormat === '2.0'
    ? fromResponseV2(payload, 'http-api')
    : fromResponseV1(payload);
}

function eventV2(exchange: Exchange): object {
  const { api, request, match, stage } = exchange;
  const { route, pathParameters } = found(match);
  const { name, variables } = found(stage);
  return toEventV2(request, {
    frontDoor: 'http-api',
    ...identity(exchange),
    accountId: api.account,
    routeKey: route.routeKey,
    stage: name,
    addedHeaders: forwardedHeaders(exchange.host, request),
    ...(pathParameters && { pathParameters: Object.fromEntries(pathParameters) }),
    ...(variables && { stageVariables: { ...variables } }),
  });
}

function eventV1(exchange: Exchange): object {
  const { api, request, match, stage } = exchange;
  const { route, pathParameters } = found(match);
  const { name, variables } = found(stage);
  return toEventV1(request, {
    ...identity(exchange),
    accountId: api.account,
    routeKey: route.routeKey,
    stage: name,
    addedHeaders: forwardedHeaders(exchange.host, request),
    pathParameters: pathParameters ? Object.fromEntries(pathParameters) : null,
    stageVariables: variables ? { ...variables } : null,
  });
}

function identity({ api, domainName, requestId, host }: Exchange): {
  apiId: string;
  domainName: string;
  requestId: string;
  atEpochMs: number;
} {
  return { apiId: api.apiId, domainName, requestId, atEpochMs: host.clock.now() };
}

function apiGateway(account: string): Caller {
  const servicePrincipal = 'apigateway.amazonaws.com';
  return { arn: servicePrincipal, userId: servicePrincipal, account, servicePrincipal };
}

/** Lambda refused the call. The caller learns nothing of why; the log does. */
function refusal({ host, api }: Exchange, integration: LambdaProxy, error: unknown): PlaneResponse {
  if (!(error instanceof AwsError)) throw error;
  const { code, message } = error;
  host.log.warn(
    `API ${api.apiId} could not invoke ${integration.functionArn}: ${code}: ${message}`,
  );
  if (code === 'TooManyRequestsException') return gatewayResponse(503);
  // The event was larger than Lambda's 6 MB, though smaller than API Gateway's 10 MB.
  return code === 'RequestTooLargeException' ? gatewayResponse(413) : gatewayResponse(500);
}
