/**
 * Lambda proxy integrations.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
 */
import { fromResponseV1 } from '../../../lambda-runtime/http-event/from-response-v1.ts';
import { fromResponseV2 } from '../../../lambda-runtime/http-event/from-response-v2.ts';
import { toEventV1 } from '../../../lambda-runtime/http-event/to-event-v1.ts';
import { toEventV2 } from '../../../lambda-runtime/http-event/to-event-v2.ts';
import { AwsError } from '../../../protocol/aws-error.ts';
import type { PlaneResponse } from '../../data-plane.ts';
import type { FunctionAnswer } from '../../function-invoker.ts';
import type { LambdaProxy } from '../deployed-api.ts';
import { type Exchange, found } from '../exchange.ts';
import { forwardedHeaders, traceIdOf } from '../forwarded-headers.ts';
import { gatewayResponse } from '../gateway-response.ts';

export function proxyToLambda(
  exchange: Exchange,
  integration: LambdaProxy,
): Promise<PlaneResponse> {
  const { host, request } = exchange;
  const traceId = traceIdOf(host, request);
  const invocation = host.functions.run({
    account: integration.account,
    region: integration.region,
    functionName: integration.functionArn,
    payload:
      integration.payloadFormat === '2.0' ? eventV2(exchange, traceId) : eventV1(exchange, traceId),
    traceId,
  });
  return new Promise((resolve, reject) => {
    // A function that takes longer goes on, unwatched.
    const timer = host.clock.realTimeout(integration.timeoutMs, () =>
      resolve(gatewayResponse(503)),
    );
    const settle = (toAnswer: () => PlaneResponse): void => {
      timer.cancel();
      try {
        resolve(toAnswer());
      } catch (error) {
        reject(error);
      }
    };
    invocation.then(
      (result) => settle(() => toResponse(integration, result)),
      (error: unknown) => settle(() => refusal(exchange, integration, error)),
    );
  });
}

function toResponse(
  integration: LambdaProxy,
  { payload, functionError }: FunctionAnswer,
): PlaneResponse {
  if (functionError !== undefined) return gatewayResponse(500);
  return integration.payloadFormat === '2.0'
    ? fromResponseV2(payload, 'http-api')
    : fromResponseV1(payload);
}

/** The event as JSON text. */
export function eventV2(exchange: Exchange, traceId?: string): string {
  const { api, request, match, stage } = exchange;
  const { route, pathParameters } = found(match);
  const { name, variables } = found(stage);
  return toEventV2(request, {
    frontDoor: 'http-api',
    accountId: api.account,
    apiId: api.apiId,
    domainName: exchange.domainName,
    requestId: exchange.requestId,
    atEpochMs: exchange.host.clock.now(),
    routeKey: route.routeKey,
    stage: name,
    addedHeaders: forwardedHeaders(exchange.host, request, traceId),
    pathParameters,
    stageVariables: variables,
    authorizer: exchange.authorizer,
  });
}

/** The event as JSON text. */
export function eventV1(exchange: Exchange, traceId?: string): string {
  const { api, request, match, stage } = exchange;
  const { route, pathParameters } = found(match);
  const { name, variables } = found(stage);
  const event = toEventV1(request, {
    accountId: api.account,
    apiId: api.apiId,
    domainName: exchange.domainName,
    requestId: exchange.requestId,
    atEpochMs: exchange.host.clock.now(),
    routeKey: route.routeKey,
    stage: name,
    addedHeaders: forwardedHeaders(exchange.host, request, traceId),
    pathParameters: pathParameters ? Object.fromEntries(pathParameters) : null,
    stageVariables: variables ? { ...variables } : null,
    authorizer: authorizerV1(exchange),
  });
  return JSON.stringify(event);
}

/** Format 1.0 has the parts of either kind at its top. */
function authorizerV1({ authorizer }: Exchange): Record<string, unknown> | undefined {
  const own = authorizer?.['jwt'] ?? authorizer?.['lambda'];
  return own as Record<string, unknown> | undefined;
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
