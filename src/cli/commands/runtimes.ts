import type { RuntimeStatus } from '../../lambda-runtime/interface.ts';
import type { Command } from '../command.ts';
import { ask, endpointOptions } from '../running.ts';

export const runtimes: Command = {
  summary: 'Lists the Lambda runtimes: found, fetchable, or how to get them.',
  usage: 'brume runtimes [--port PORT]',
  options: endpointOptions,
  positionals: [0, 0],
  async run(call) {
    const answer = await ask<{ runtimes: RuntimeStatus[] }>(call, 'GET', '/_brume/runtimes');
    call.output.data(answer.runtimes);
    for (const { runtime, state, version, path, advice } of answer.runtimes)
      call.output.line(
        `${runtime.padEnd(18)}${state.padEnd(11)}${[version, path, advice].filter(Boolean).join('   ')}`,
      );
  },
};
