import { delay, elapsedMs } from '../../platform/real-time.ts';
import type { Command } from '../command.ts';
import { ask, endpointOptions, info } from '../running.ts';

/** Requests in flight get 5 s to finish and functions 2 s to shut down; more means that something hangs. */
const PATIENCE_MS = 15_000;

export const stop: Command = {
  summary: 'Stops the running Brume; requests in flight finish.',
  usage: 'brume stop [--port PORT]',
  options: endpointOptions,
  positionals: [0, 0],
  async run(call) {
    const { pid, endpoint } = await info(call);
    await ask(call, 'POST', '/_brume/stop');
    const gone = await waitForExit(pid);
    call.output.data({ pid, stopped: gone });
    call.output.line(
      gone
        ? `Stopped Brume at ${endpoint}.`
        : `Brume (process ${pid}) is still finishing its work.`,
    );
  },
};

async function waitForExit(pid: number): Promise<boolean> {
  const until = elapsedMs() + PATIENCE_MS;
  while (elapsedMs() < until) {
    try {
      process.kill(pid, 0);
    } catch {
      return true;
    }
    await delay(20);
  }
  return false;
}
