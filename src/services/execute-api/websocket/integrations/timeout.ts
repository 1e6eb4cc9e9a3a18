import { SocketFailure } from '../exchange.ts';

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-execution-service-websocket-limits-table.html */
export const DEFAULT_TIMEOUT_MS = 29_000;

export function timedOut(): SocketFailure {
  return new SocketFailure(504, 'Endpoint request timed out', 'Execution failed: timeout');
}
