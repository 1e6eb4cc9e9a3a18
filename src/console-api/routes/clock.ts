import { parseDurationMs } from '../../platform/duration.ts';
import { type ConsoleApi, failure, parseObject, type Route } from '../api.ts';

const describe = (api: ConsoleApi): object => ({
  now: new Date(api.clock.now()).toISOString(),
  offsetMs: api.clock.offsetMs(),
});

export const clockRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/_brume/clock',
    summary: 'Virtual time, and how far it is ahead of the wall clock.',
    run: (_request, api) => ({ status: 200, body: describe(api) }),
  },
  {
    method: 'POST',
    path: '/_brume/clock',
    summary: 'Moves time forward; answers when everything that became due has run.',
    body: {
      type: 'object',
      properties: { advance: { type: 'string', examples: ['90s', '2h', '1d'] } },
      required: ['advance'],
    },
    async run(request, api) {
      const advance = parseObject(request.body)?.['advance'];
      const ms = typeof advance === 'string' ? parseDurationMs(advance) : undefined;
      if (ms === undefined)
        return failure(
          400,
          'ERR_BAD_REQUEST',
          'The body must be {"advance":"2h"}: a number and ms, s, m, h or d.',
        );
      await api.clock.advance(ms);
      return { status: 200, body: describe(api) };
    },
  },
];
