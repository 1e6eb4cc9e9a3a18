import type { LambdaRuntime } from '../../lambda-runtime/interface.ts';
import { failure, type Route } from '../api.ts';

const list: Route['run'] = async (_request, api) => {
  const lambda = api.state('lambda') as { runtime: LambdaRuntime } | undefined;
  if (!lambda) return failure(409, 'ERR_SERVICE_DISABLED', 'The lambda service does not run here.');
  return { status: 200, body: { runtimes: await lambda.runtime.runtimes() } };
};

export const runtimesRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/_brume/runtimes',
    summary: 'Lambda runtimes: found, fetchable, or how to get them.',
    run: list,
  },
];
