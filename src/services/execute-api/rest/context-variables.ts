/**
 * `$context`, and the `requestContext` of events.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-mapping-template-reference.html#context-variable-reference
 */
import { identityOf } from '../../signed-request.ts';
import { formatEventTime } from '../../../lambda-runtime/http-event/event-time.ts';
import type { RestExchange } from './exchange.ts';
import { lastHeader } from './exchange.ts';

type Variables = Record<string, unknown>;

/** The `requestContext` of a proxy event. */
export function toRequestContext(exchange: RestExchange): Variables {
  const { api, apiKey, authorizer, caller, domainName, request, route, stage } = exchange;
  return {
    resourceId: route?.resourceId,
    ...(authorizer && { authorizer }),
    resourcePath: route?.resourcePath,
    httpMethod: request.method,
    extendedRequestId: exchange.extendedRequestId,
    requestTime: formatEventTime(exchange.startedAtEpochMs),
    path: request.path,
    accountId: api.account,
    protocol: request.protocol,
    stage: stage?.name,
    domainPrefix: domainName.split('.', 1)[0],
    requestTimeEpoch: exchange.startedAtEpochMs,
    requestId: exchange.requestId,
    identity: {
      cognitoIdentityPoolId: null,
      accountId: null,
      cognitoIdentityId: null,
      caller: null,
      sourceIp: request.sourceIp,
      principalOrgId: null,
      accessKey: null,
      cognitoAuthenticationType: null,
      cognitoAuthenticationProvider: null,
      userArn: null,
      userAgent: lastHeader(request, 'user-agent') ?? null,
      user: null,
      ...(caller && identityOf(caller)),
      ...(apiKey && { apiKey: apiKey.value, apiKeyId: apiKey.id }),
    },
    domainName,
    deploymentId: stage?.deploymentId,
    apiId: api.apiId,
  };
}

/** All of `$context`: the event's members, and what only templates and logs see. */
export function toContextVariables(exchange: RestExchange): Variables {
  const { failure, integrationError: error, stage } = exchange;
  return {
    ...toRequestContext(exchange),
    awsEndpointRequestId: exchange.requestId,
    isCanaryRequest: String(stage?.isCanary ?? false),
    xrayTraceId: exchange.traceId,
    ...(failure && {
      error: {
        message: failure.message ?? null,
        messageString: failure.message === undefined ? 'null' : JSON.stringify(failure.message),
        responseType: failure.responseType,
        validationErrorString: (failure.validationErrors ?? []).join(', '),
      },
    }),
    ...(error !== undefined && { integration: { error } }),
    ...(exchange.integrationStatus !== undefined && {
      integrationStatus: exchange.integrationStatus,
      integrationLatency: exchange.integrationLatencyMs,
      integration: {
        ...(error !== undefined && { error }),
        status: exchange.integrationStatus,
        integrationStatus: exchange.integrationStatus,
        latency: exchange.integrationLatencyMs,
        requestId: exchange.requestId,
      },
    }),
  };
}

/** One variable by its path, `identity.sourceIp`. */
export function lookUpContext(exchange: RestExchange, path: string): unknown {
  return lookUp(toContextVariables(exchange), path);
}

/** A member of a member; what is no text or number is printed as JSON. */
export function lookUp(variables: Variables, path: string): unknown {
  let value: unknown = variables;
  for (const name of path.split('.')) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name))
      return undefined;
    value = (value as Variables)[name];
  }
  return typeof value === 'object' && value !== null ? JSON.stringify(value) : value;
}
