import { defineService } from '../define-service.ts';
import type { ApiGatewayState } from './state.ts';
import { createUsageMeter } from './usage-meter.ts';

/** Amazon API Gateway, REST APIs: the control plane. What it deploys is served by execute-api. */
export const apigateway = defineService({
  id: 'apigateway',
  operations: async () => (await import('./operations.ts')).operations,
  authorization: async () => (await import('../api-management.ts')).apiManagement,
  start(host) {
    const meter = createUsageMeter(host);
    let loader: Promise<ApiGatewayState['find']> | undefined;
    const load = async (): Promise<ApiGatewayState['find']> =>
      (await import('./load-deployed-rest-api.ts')).createRestApiLoader(host, meter);
    const state: ApiGatewayState = {
      find: async (apiId) => (await (loader ??= load()))(apiId),
      keysOf: async (owner, apiId) =>
        (await import('./load-api-keys.ts')).loadApiKeys(host, meter, owner, apiId),
      meter,
    };
    return {
      state,
      async reset() {
        meter.forget();
        // Its log streams are gone with everything else.
        loader = undefined;
      },
      stop: () => meter.flush(),
    };
  },
});
