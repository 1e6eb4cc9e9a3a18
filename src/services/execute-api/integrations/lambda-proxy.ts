/**
 * Lambda proxy integrations.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
 */
import { fromResponseV1 } from '../../../lambda-runtime/http-event/from-response-v1.ts';
import { fromResponseV2 } from '../../../lambda-runtime/http-event/from-response-v2.ts';
import { toEventV1 } from '../../../lambda-runtime/http-event/to-event-v1.ts';
import { toEventV2 } from '../../../lambda-runtime/http-event/to-event-v2.ts';
import { AwsError } from '../../../protocol/aws-error.ts';
import { identityOf } from '../../signed-request.ts';
import type { PlaneResponse } from '../../data-plane.ts';
import type { FunctionAnswer } from '../../function-invoker.ts';
import type { LambdaProxy } from '../deployed-api.ts';
import { type Exchange, found } from '../exchange.ts';
import { forwardedHeaders, traceIdOf } from '../forwarded-headers.ts';
import { failed } from './failed.ts';

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
      resolve(failed(exchange, 503, `No answer within ${integration.timeoutMs} ms`)),
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
      (result) => settle(() => toResponse(exchange, integration, result)),
      (error: unknown) => settle(() => refusal(exchange, integration, error)),
    );
  });
}

function toResponse(
  exchange: Exchange,
  integration: LambdaProxy,
  { payload, functionError }: FunctionAnswer,
): PlaneResponse {
  const { report } = exchange;
  if (report) report.serviceStatus = 200;
  if (functionError !== undefined)
    return failed(exchange, 500, 'The Lambda function returned an error');
  const response =
    integration.payloadFormat === '2.0'
      ? fromResponseV2(payload, 'http-api')
      : fromResponseV1(payload);
  if (report) report.status = response.status;
  return response;
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
    atEpochMs: exchange.startedAtEpochMs,
    routeKey: route.routeKey,
    stage: name,
    addedHeaders: forwardedHeaders(exchange.host, request, traceId),
    pathParameters,
    stageVariables: variables,
    authorizer: exchange.authorizer,
  });
}

/** The event as JSON text. Format 1.0 shows the path as it was sent to a custom domain, its base path included. */
export function eventV1(exchange: Exchange, traceId?: string): string {
  const { api, mapped, match, stage } = exchange;
  const request = mapped
    ? { ...exchange.request, path: mapped.sent, signal: exchange.request.signal }
    : exchange.request;
  const { route, pathParameters } = found(match);
  const { name, variables } = found(stage);
  const event = toEventV1(request, {
    accountId: api.account,
    apiId: api.apiId,
    domainName: exchange.domainName,
    requestId: exchange.requestId,
    atEpochMs: exchange.startedAtEpochMs,
    routeKey: route.routeKey,
    stage: name,
    addedHeaders: forwardedHeaders(exchange.host, request, traceId),
    pathParameters: pathParameters ? Object.fromEntries(pathParameters) : null,
    stageVariables: variables ? { ...variables } : null,
    authorizer: authorizerV1(exchange),
    identity: exchange.caller && identityOf(exchange.caller),
  });
  return JSON.stringify(event);
}

/** Format 1.0 has the parts of either kind at its top. */
function authorizerV1({ authorizer }: Exchange): Record<string, unknown> | undefined {
  const own = authorizer?.['jwt'] ?? authorizer?.['lambda'];
  return own as Record<string, unknown> | undefined;
}

/** Lambda refused the call. The caller learns nothing of why; the log does. */
function refusal(exchange: Exchange, integration: LambdaProxy, error: unknown): PlaneResponse {
  if (!(error instanceof AwsError)) throw error;
  const { api, host } = exchange;
  const { code, message } = error;
  host.log.warn(
    `API ${api.apiId} could not invoke ${integration.functionArn}: ${code}: ${message}`,
  );
  if (exchange.report) exchange.report.serviceStatus = error.status ?? 400;
  if (code === 'TooManyRequestsException') return failed(exchange, 503, message);
  // The event was larger than Lambda's 6 MB, though smaller than API Gateway's 10 MB.
  return failed(exchange, code === 'RequestTooLargeException' ? 413 : 500, message);
}
