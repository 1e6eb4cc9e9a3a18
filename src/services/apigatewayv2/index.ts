import { defineService } from '../define-service.ts';
import type { ExecuteApiState } from '../execute-api/changes.ts';
import { createLogTargets } from '../execute-api/log-target.ts';
import { createExecuteApi } from '../execute-api/plane.ts';
import type { RestApiSource } from '../execute-api/rest-api-source.ts';
import { watchChanges } from './change-api.ts';
import { loadDeployedApi } from './load-deployed-api.ts';

/** Amazon API Gateway v2: HTTP APIs, and the data plane that serves APIs of every kind. */
export const apigatewayv2 = defineService({
  id: 'apigatewayv2',
  operations: async () => (await import('./operations.ts')).operations,
  authorization: async () => (await import('../api-management.ts')).apiManagement,
  async start(host) {
    const anywhere = host.context({ account: host.defaultAccount, region: host.defaultRegion });
    let targetOf = createLogTargets(host);
    const executeApi = createExecuteApi(host, {
      find: async (apiId) =>
        (await loadDeployedApi(host, targetOf, apiId)) ??
        anywhere.state<RestApiSource>('apigateway').find(apiId),
    });
    const { connections, forget, forgetAll, loadDomains } = executeApi;
    const state: ExecuteApiState = { connections, forget, forgetAll, loadDomains };
    await loadDomains();
    const unwatch = watchChanges(host, state);
    return {
      state,
      dataPlanes: [executeApi.plane],
      async reset() {
        connections.closeAll();
        forgetAll();
        await loadDomains();
        // Their log streams are gone with everything else.
        targetOf = createLogTargets(host);
      },
      drain: () => connections.closeAll(),
      stop: async () => unwatch(),
    };
  },
});
