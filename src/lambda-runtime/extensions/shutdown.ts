import type { Clock, Timer } from '../../platform/clock.ts';
import type { SandboxHandle } from '../sandbox/driver.ts';
import type { ExtensionRegistry } from './registry.ts';

/** https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html#runtimes-lifecycle-shutdown */
export const SHUTDOWN_WITH_EXTERNAL_MS = 2000;
/** The runtime's share of it; without external extensions all of the 500 ms that there are then. */
const RUNTIME_WITH_EXTERNAL_MS = 300;
const RUNTIME_WITH_INTERNAL_MS = 500;

/**
 * Ends the runtime as the SHUTDOWN phase does. Without extensions it gets no time at all; with them
 * SIGTERM first, and SIGKILL once its time is over. The handle tells when it has gone.
 * @returns what waits to kill it, to be cancelled once it has gone
 */
export function endRuntime(
  handle: SandboxHandle,
  clock: Clock,
  registry: ExtensionRegistry,
): Timer | undefined {
  if (registry.size === 0 || !handle.terminate) {
    handle.kill();
    return undefined;
  }
  const budgetMs =
    registry.external.length > 0 ? RUNTIME_WITH_EXTERNAL_MS : RUNTIME_WITH_INTERNAL_MS;
  handle.terminate();
  return clock.realTimeout(budgetMs, () => handle.kill());
}
