import { BrumeError } from '../../platform/errors.ts';
import { elapsedMs } from '../../platform/real-time.ts';

/** A terminal and its wrappers may send one Ctrl-C twice. */
const ECHO_MS = 300;

/**
 * Runs something that has to tidy up: the first Ctrl-C aborts the signal, a second one does not wait.
 * @throws BrumeError ERR_INTERRUPTED for whatever `run` throws once it was aborted
 */
export async function interruptibly<T>(run: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const controller = new AbortController();
  let askedAtMs: number | undefined;
  const interrupt = (): void => {
    if (askedAtMs !== undefined && elapsedMs() - askedAtMs > ECHO_MS) process.exit(130);
    askedAtMs ??= elapsedMs();
    controller.abort(
      new BrumeError('ERR_INTERRUPTED', 'Interrupted; what was made for it has been removed.'),
    );
  };
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(name, interrupt);
  try {
    return await run(controller.signal);
  } catch (error) {
    controller.signal.throwIfAborted();
    throw error;
  } finally {
    for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.off(name, interrupt);
  }
}
