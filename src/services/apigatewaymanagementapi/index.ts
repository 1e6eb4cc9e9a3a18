import { defineService } from '../define-service.ts';

/** `@connections` of WebSocket APIs; the connections themselves are the data plane's. */
export const apigatewaymanagementapi = defineService({
  id: 'apigatewaymanagementapi',
  authorization: async () => (await import('./authorization.ts')).authorization,
  operations: async () => (await import('./operations.ts')).operations,
});
