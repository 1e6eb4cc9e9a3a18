/**
 * The life of an instance (execution environment):
 * https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html
 *
 * `cold`      no process yet, or none any more after a reset; `/tmp` and the log stream are kept
 * `starting`  code, credentials and runtime are being put together, the process is being launched
 * `init`      the process runs until it asks for its first event
 * `idle`      frozen, waiting for an event
 * `busy`      runs exactly one invocation
 * `finishing` the caller has its answer; extensions still work on the invocation
 * `resetting` the process tree is being ended (timeout, crash, failed init), extensions with their
 *             SHUTDOWN phase
 * `dead`      shut down for good; what is left of its processes is in its SHUTDOWN phase
 *
 * Those of an extension are in `extensions/states.ts`.
 */
export type InstanceState =
  | 'cold'
  | 'starting'
  | 'init'
  | 'idle'
  | 'busy'
  | 'finishing'
  | 'resetting'
  | 'dead';

/** What is not listed is a bug in Brume and throws. */
const TRANSITIONS: Record<InstanceState, readonly InstanceState[]> = {
  cold: ['starting', 'dead'],
  starting: ['init', 'resetting', 'dead'],
  init: ['idle', 'busy', 'resetting', 'dead'],
  idle: ['busy', 'resetting', 'dead'],
  busy: ['idle', 'finishing', 'resetting', 'dead'],
  finishing: ['idle', 'resetting', 'dead'],
  resetting: ['cold', 'dead'],
  dead: [],
};

/** @throws Error when an instance may not go from `from` to `to` */
export function assertTransition(from: InstanceState, to: InstanceState): void {
  if (!TRANSITIONS[from].includes(to)) {
    throw new Error(`An instance cannot go from ${from} to ${to}.`);
  }
}
