/** How the control planes tell the data plane that what it holds in memory is out of date. */

import type { Connections } from './websocket/connections.ts';

/** Carries the id of an API to every node; an empty one stands for all APIs. */
export const CHANGED = 'execute-api.changed';

/** What `apigatewayv2` and `apigateway` reach the data plane by: the state of `apigatewayv2`. */
export interface ExecuteApiState {
  /** After every committed write that changes what this API serves. */
  forget(apiId: string): void;
  forgetAll(): void;
  /** The clients of WebSocket APIs that this process holds. */
  readonly connections: Connections;
  /** After every committed write that changes a custom domain or its mappings. */
  loadDomains(): Promise<void>;
}
