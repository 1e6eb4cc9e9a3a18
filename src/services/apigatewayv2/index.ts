import { defineService } from '../define-service.ts';
import { createExecuteApi } from '../execute-api/plane.ts';
import { type ApiGatewayState, watchChanges } from './change-api.ts';
import { loadDeployedApi } from './load-deployed-api.ts';

export const apigatewayv2 = defineService({
  id: 'apigatewayv2',
  operations: async () => (await import('./operations.ts')).operations,
  start(host) {
    const executeApi = createExecuteApi(host, { find: (apiId) => loadDeployedApi(host, apiId) });
    const state: ApiGatewayState = { forget: executeApi.forget };
    const unwatch = watchChanges(host, executeApi.forget);
    return {
      state,
      dataPlanes: [executeApi.plane],
      reset: async () => executeApi.forgetAll(),
      stop: async () => unwatch(),
    };
  },
});
