/** The life of one event: route, throttle, integration, logs. */
import type { ServiceHost } from '../../context.ts';
import { fillVariables } from '../fill-variables.ts';
import { createExecutionLog } from '../rest/execution-log.ts';
import { lookUpVariable } from './context-variables.ts';
import type { DeployedWebSocketApi, WebSocketRoute, WebSocketStage } from './deployed.ts';
import {
  type Connection,
  internalFailure,
  SocketFailure,
  type SocketExchange,
} from './exchange.ts';

/** @param members what is special about this kind of event */
export function makeExchange(
  host: ServiceHost,
  api: DeployedWebSocketApi,
  stage: WebSocketStage,
  connection: Connection,
  members: Pick<SocketExchange, 'eventType' | 'requestId' | 'routeKey'> &
    Partial<Pick<SocketExchange, 'body' | 'messageId' | 'disconnect' | 'handshake'>>,
): SocketExchange {
  const startedAtEpochMs = host.clock.now();
  const exchange = { ...members, host, api, stage, connection, startedAtEpochMs };
  const route = stage.routes.get(members.routeKey);
  return route ? withRoute(exchange, route) : exchange;
}

/** The route of a message is known only when the message is. */
export function withRoute(exchange: SocketExchange, route: WebSocketRoute): SocketExchange {
  exchange.route = route;
  exchange.routeKey = route.routeKey;
  if (route.logLevel !== 'OFF')
    exchange.log = createExecutionLog(route.logLevel, route.isDataTraced);
  return exchange;
}

/** What a failure is to the client. What is no `SocketFailure` is Brume's own, and is reported. */
export function toFailure({ api, host }: SocketExchange, error: unknown): SocketFailure {
  if (error instanceof SocketFailure) return error;
  host.log.error('An event of a WebSocket API failed', {
    code: 'ERR_UNEXPECTED',
    apiId: api.apiId,
    error,
  });
  return internalFailure('Unexpected error');
}

/** Writes the execution log and the access log. */
export function finish(exchange: SocketExchange, status: number, responseLength = 0): void {
  const { host, log, requestId, stage } = exchange;
  const nowEpochMs = host.clock.now();
  if (log) {
    if (exchange.failure === undefined) log.info('Successfully completed execution');
    stage.executionLog.write(
      nowEpochMs,
      log.lines.map((line) => `(${requestId}) ${line}`),
    );
  }
  if (stage.accessLog)
    stage.accessLog.target.write(nowEpochMs, [
      toAccessLine(exchange, stage.accessLog.format, {
        status,
        responseLength,
        responseLatency: Math.max(0, nowEpochMs - exchange.startedAtEpochMs),
      }),
    ]);
}

/** What a variable does not have is `-`. */
function toAccessLine(
  exchange: SocketExchange,
  format: string,
  own: Readonly<Record<string, number>>,
): string {
  return fillVariables(format, (root, path) => {
    if (root === 'stageVariables') return exchange.stage.variables?.[path] || '-';
    const value = Object.hasOwn(own, path) ? String(own[path]) : lookUpVariable(exchange, path);
    return value || '-';
  });
}
