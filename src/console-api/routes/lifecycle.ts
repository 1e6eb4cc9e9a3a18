import { failure, type Route } from '../api.ts';

const reset: Route['run'] = async (request, api) => {
  if (request.query.has('service'))
    return failure(
      501,
      'ERR_NOT_IMPLEMENTED',
      'Brume cannot yet reset one service; leave out ?service= to reset all.',
    );
  await api.reset();
  return { status: 200, body: { status: 'ok' } };
};

export const lifecycleRoutes: readonly Route[] = [
  { method: 'POST', path: '/_brume/reset', summary: 'Removes all state.', run: reset },
  {
    method: 'POST',
    path: '/_localstack/state/reset',
    summary: "LocalStack's name for /_brume/reset.",
    run: reset,
  },
  {
    method: 'POST',
    path: '/_brume/stop',
    summary: 'Lets requests finish and ends this Brume.',
    run(_request, api) {
      if (!api.shutdown)
        return failure(
          409,
          'ERR_EMBEDDED',
          'This Brume runs inside another process (createStack); stop it there.',
        );
      api.shutdown();
      return { status: 200, body: { status: 'stopping' } };
    },
  },
];
