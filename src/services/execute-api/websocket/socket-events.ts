/** Messages and ends of connections, as events of the API that is deployed now. */
import type { ServiceHost } from '../../context.ts';
import type { DeployedApi } from '../deployed-api.ts';
import { makeRequestId } from '../request-id.ts';
import { answerMessage } from './answer-message.ts';
import type { Connections } from './connections.ts';
import type { DeployedWebSocketApi, WebSocketStage } from './deployed.ts';
import type { Connection } from './exchange.ts';
import { integrate } from './integrate.ts';
import { finish, makeExchange, toFailure } from './run-event.ts';

export type FindApi = (apiId: string) => DeployedApi | undefined | Promise<DeployedApi | undefined>;

export interface SocketEvents {
  /** Runs the route of a message and sends what it has to say. Never rejects. */
  message(connection: Connection, text: string): Promise<void>;
  /** Runs `$disconnect`, if there is one. Never rejects. */
  disconnect(connection: Connection, code: number, reason: string): Promise<void>;
}

/** @param find gives the API as it is now: messages see every deployment, whenever their client connected */
export function createSocketEvents(
  host: ServiceHost,
  find: FindApi,
  connections: Connections,
): SocketEvents {
  return {
    async message(connection, body) {
      const open = connections.find(connection.connectionId);
      const deployed = await findStage(host, find, connection);
      // The API or its stage was deleted.
      if (!deployed) return open?.close(1001, 'Going away');
      const { api, stage } = deployed;
      const requestId = makeRequestId(host.ids);
      const exchange = makeExchange(host, api, stage, connection, {
        eventType: 'MESSAGE',
        requestId,
        messageId: makeRequestId(host.ids),
        routeKey: '$default',
        body,
      });
      const answer = await answerMessage(exchange);
      if (answer !== undefined) open?.send(answer);
    },
    async disconnect(connection, code, reason) {
      const deployed = await findStage(host, find, connection);
      if (!deployed) return;
      const exchange = makeExchange(host, deployed.api, deployed.stage, connection, {
        eventType: 'DISCONNECT',
        requestId: makeRequestId(host.ids),
        routeKey: '$disconnect',
        disconnect: { code, reason },
      });
      try {
        if (exchange.route) await integrate(exchange, exchange.route.integration);
        finish(exchange, 200);
      } catch (error) {
        // The client is gone: only the logs are left to tell.
        const failure = toFailure(exchange, error);
        exchange.failure = failure.message;
        exchange.log?.error(failure.detail);
        finish(exchange, failure.status);
      }
    },
  };
}

async function findStage(
  host: ServiceHost,
  find: FindApi,
  { apiId, stageName }: Connection,
): Promise<{ api: DeployedWebSocketApi; stage: WebSocketStage } | undefined> {
  try {
    const api = await find(apiId);
    const stage = api?.kind === 'websocket' ? api.stages.get(stageName) : undefined;
    return api?.kind === 'websocket' && stage ? { api, stage } : undefined;
  } catch (error) {
    host.log.error('A WebSocket API could not be read', { code: 'ERR_UNEXPECTED', apiId, error });
    return undefined;
  }
}
