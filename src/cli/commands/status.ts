import type { Command } from '../command.ts';
import { endpointOptions, info } from '../running.ts';

export const status: Command = {
  summary: 'Shows the running Brume.',
  usage: 'brume status [--port PORT]',
  options: endpointOptions,
  positionals: [0, 0],
  async run(call) {
    const running = await info(call);
    call.output.data(running);
    call.output.line(
      `Brume ${running.version} runs as process ${running.pid} since ${running.uptimeSeconds} s`,
    );
    call.output.line(
      `  Endpoint   ${running.endpoint}   account ${running.account}   region ${running.region}`,
    );
    call.output.line(
      `  State      ${running.state === 'memory' ? 'in memory' : `durable in ${running.state}`}`,
    );
    if (running.clockOffsetMs > 0)
      call.output.line(
        `  Clock      ${Math.round(running.clockOffsetMs / 1000)} s ahead of the wall clock`,
      );
  },
};
