import { defineService } from '../define-service.ts';
import type { ExecuteApiState } from '../execute-api/changes.ts';
import { createExecuteApi } from '../execute-api/plane.ts';
import type { RestApiSource } from '../execute-api/rest-api-source.ts';
import { watchChanges } from './change-api.ts';
import { loadDeployedApi } from './load-deployed-api.ts';

/** Amazon API Gateway v2: HTTP APIs, and the data plane that serves APIs of every kind. */
export const apigatewayv2 = defineService({
  id: 'apigatewayv2',
  operations: async () => (await import('./operations.ts')).operations,
  start(host) {
    const anywhere = host.context({ account: host.defaultAccount, region: host.defaultRegion });
    const executeApi = createExecuteApi(host, {
      find: async (apiId) =>
        (await loadDeployedApi(host, apiId)) ??
        anywhere.state<RestApiSource>('apigateway').find(apiId),
    });
    const state: ExecuteApiState = { forget: executeApi.forget, forgetAll: executeApi.forgetAll };
    const unwatch = watchChanges(host, state);
    return {
      state,
      dataPlanes: [executeApi.plane],
      reset: async () => executeApi.forgetAll(),
      stop: async () => unwatch(),
    };
  },
});
