/**
 * `$context`, and the `requestContext` of events.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-api-mapping-template-reference.html
 */
import { formatEventTime } from '../../../lambda-runtime/http-event/event-time.ts';
import { identityOf } from '../../signed-request.ts';
import type { SocketExchange } from './exchange.ts';

type Variables = Record<string, unknown>;

/** Members that an event does not have are left out, as AWS does. */
export function toRequestContext(exchange: SocketExchange): Variables {
  const { api, connection, disconnect, requestId } = exchange;
  return {
    routeKey: exchange.routeKey,
    ...(connection.authorizer && { authorizer: connection.authorizer }),
    ...(disconnect && { disconnectStatusCode: disconnect.code }),
    ...(exchange.messageId !== undefined && { messageId: exchange.messageId }),
    eventType: exchange.eventType,
    extendedRequestId: requestId,
    requestTime: formatEventTime(exchange.startedAtEpochMs),
    messageDirection: 'IN',
    ...(disconnect && { disconnectReason: disconnect.reason }),
    stage: connection.stageName,
    connectedAt: connection.connectedAtEpochMs,
    requestTimeEpoch: exchange.startedAtEpochMs,
    identity: {
      ...(connection.userAgent !== undefined && { userAgent: connection.userAgent }),
      sourceIp: connection.sourceIp,
      ...(connection.caller && identityOf(connection.caller)),
      ...(connection.apiKey && {
        apiKey: connection.apiKey.value,
        apiKeyId: connection.apiKey.id,
      }),
    },
    requestId,
    domainName: connection.domainName,
    connectionId: connection.connectionId,
    apiId: api.apiId,
  };
}

/** All of `$context`: the event's members, and what only templates and logs see. */
export function toContextVariables(exchange: SocketExchange): Variables {
  const { failure } = exchange;
  return {
    ...toRequestContext(exchange),
    accountId: exchange.api.account,
    ...(failure !== undefined && {
      error: { message: failure, messageString: JSON.stringify(failure) },
    }),
    ...(exchange.integrationStatus !== undefined && {
      integrationStatus: exchange.integrationStatus,
      integrationLatency: exchange.integrationLatencyMs,
      integration: {
        status: exchange.integrationStatus,
        integrationStatus: exchange.integrationStatus,
        latency: exchange.integrationLatencyMs,
      },
    }),
  };
}

/** One variable by its path, `identity.sourceIp`; objects as JSON. */
export function lookUpVariable(exchange: SocketExchange, path: string): string | undefined {
  let value: unknown = toContextVariables(exchange);
  for (const name of path.split('.')) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name))
      return undefined;
    value = (value as Variables)[name];
  }
  if (value === undefined || value === null) return undefined;
  return typeof value === 'string' ? value : JSON.stringify(value);
}
