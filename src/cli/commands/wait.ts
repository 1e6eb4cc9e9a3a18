import { BrumeError } from '../../platform/errors.ts';
import { parseDurationMs } from '../../platform/duration.ts';
import { delay, elapsedMs } from '../../platform/real-time.ts';
import { type Command, text } from '../command.ts';
import { endpointOf, endpointOptions, info } from '../running.ts';

export const wait: Command = {
  summary: 'Waits until Brume answers; for CI.',
  usage: 'brume wait [--timeout 60s]',
  options: {
    ...endpointOptions,
    timeout: {
      type: 'string',
      value: 'TIME',
      help: 'How long at most: 60 or 60s, 2m (default 60s).',
    },
  },
  positionals: [0, 0],
  async run(call) {
    const asked = text(call, 'timeout') ?? '60s';
    const timeoutMs = parseDurationMs(/^\d+$/.test(asked) ? `${asked}s` : asked);
    if (timeoutMs === undefined)
      throw new BrumeError('ERR_USAGE', `"${asked}" is not a time.`, {
        hint: 'For example --timeout 60s.',
      });
    const until = elapsedMs() + timeoutMs;
    for (;;) {
      try {
        call.output.data(await info(call));
        return;
      } catch (error) {
        if (elapsedMs() > until)
          throw new BrumeError(
            'ERR_NOT_RUNNING',
            `No Brume answered at ${endpointOf(call)} within ${asked}.`,
            {
              hint: 'Look at the output of `brume start`.',
              cause: error,
            },
          );
        await delay(50);
      }
    }
  },
};
