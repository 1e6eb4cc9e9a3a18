import { elapsedMs } from '../../platform/real-time.ts';
import type { Command } from '../command.ts';
import { confirm } from '../confirm.ts';
import { ask, endpointOptions, info } from '../running.ts';

export const reset: Command = {
  summary: 'Removes all state of the running Brume.',
  usage: 'brume reset [--yes]',
  options: { ...endpointOptions, yes: { type: 'boolean', short: 'y', help: 'Do not ask.' } },
  positionals: [0, 0],
  async run(call) {
    const { state, endpoint } = await info(call);
    if (state !== 'memory') await confirm(call, `Remove all state of ${endpoint} (${state})?`);
    const startedAt = elapsedMs();
    await ask(call, 'POST', '/_brume/reset');
    const ms = Math.round(elapsedMs() - startedAt);
    call.output.data({ ms });
    call.output.line(`Removed all state in ${ms} ms.`);
  },
};
