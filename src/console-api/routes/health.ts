import type { InternalResponse } from '../interface.ts';
import { SERVICE_IDS } from '../../protocol/service-id.ts';
import { type ConsoleApi, failure, parseObject, type Route } from '../api.ts';

/** LocalStack's health shape: https://docs.localstack.cloud/references/internal-endpoints/ */
function health(api: ConsoleApi): InternalResponse {
  const running = new Set<string>(api.services);
  const services = Object.fromEntries(
    SERVICE_IDS.map((id) => [id, running.has(id) ? 'running' : 'disabled']),
  );
  return { status: 200, body: { services, edition: 'brume', version: api.version } };
}

const get = (path: string): Route[] => [
  {
    method: 'GET',
    path,
    summary: 'The state of each service.',
    run: (_request, api) => health(api),
  },
  { method: 'HEAD', path, summary: '200 once Brume answers.', run: () => ({ status: 200 }) },
];

export const healthRoutes: readonly Route[] = [
  ...get('/_brume/health'),
  ...get('/_localstack/health'),
  ...get('/health'),
  {
    method: 'POST',
    path: '/_localstack/health',
    summary: 'Restart (state is emptied, as a LocalStack restart does) or kill.',
    body: {
      type: 'object',
      properties: { action: { enum: ['restart', 'kill'] } },
      required: ['action'],
    },
    async run(request, api) {
      const action = parseObject(request.body)?.['action'];
      if (action === 'restart') {
        await api.reset();
        return { status: 200, body: { status: 'ok' } };
      }
      if (action !== 'kill')
        return failure(
          400,
          'ERR_BAD_REQUEST',
          'The body must be {"action":"restart"} or {"action":"kill"}.',
        );
      if (!api.shutdown)
        return failure(
          409,
          'ERR_EMBEDDED',
          'This Brume runs inside another process (createStack); stop it there.',
        );
      api.shutdown();
      return { status: 200, body: { status: 'ok' } };
    },
  },
];
