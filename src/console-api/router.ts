import type { InternalApi } from './interface.ts';
import { type ConsoleApi, failure, type Route } from './api.ts';
import { openApiDocument } from './open-api.ts';
import { clockRoutes } from './routes/clock.ts';
import { healthRoutes } from './routes/health.ts';
import { iamRoutes } from './routes/iam.ts';
import { infoRoutes } from './routes/info.ts';
import { initRoutes } from './routes/init.ts';
import { lifecycleRoutes } from './routes/lifecycle.ts';
import { runtimesRoutes } from './routes/runtimes.ts';

const routes: readonly Route[] = [
  ...healthRoutes,
  ...infoRoutes,
  ...initRoutes,
  ...clockRoutes,
  ...lifecycleRoutes,
  ...runtimesRoutes,
  ...iamRoutes,
];

const index = new Map(routes.map((route) => [`${route.method} ${route.path}`, route]));
const paths = new Set(routes.map((route) => route.path));

/** Serves `routes` and their own description at `/_brume/openapi.json`. */
export function createInternalApi(
  api: ConsoleApi,
  options: { trustedHosts: readonly string[] },
): InternalApi {
  return {
    trustedHosts: options.trustedHosts,
    async handle(request) {
      const path = request.path.length > 1 ? request.path.replace(/\/$/, '') : request.path;
      if (path === '/_brume/openapi.json')
        return { status: 200, body: openApiDocument(routes, api.version) };
      const route = index.get(`${request.method} ${path}`);
      if (route) return route.run(request, api);
      if (paths.has(path))
        return failure(405, 'ERR_METHOD_NOT_ALLOWED', `${path} does not take ${request.method}.`);
      return failure(
        404,
        'ERR_NO_SUCH_ROUTE',
        `Brume has no route ${path}; GET /_brume/openapi.json lists them.`,
      );
    },
  };
}
