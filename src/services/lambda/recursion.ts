/** Endless chains of functions are stopped: https://docs.aws.amazon.com/lambda/latest/dg/invocation-recursion.html */
import { runsBefore } from '../../lambda-runtime/lineage.ts';
import type { Invocable } from './catalog.ts';
import { lambdaError } from './errors.ts';

/** As on AWS: about so many runs of the same function in one chain. */
const RUNS_MAX = 16;

/**
 * A function may be allowed to run in circles.
 * @param traceId of the request; its lineage tells the chain
 * @throws AwsError RecursiveInvocationException when the function has run often enough
 */
export function assertNoLoop(
  { version, mayLoop }: Pick<Invocable, 'version' | 'mayLoop'>,
  traceId: string | undefined,
): void {
  if (traceId === undefined || mayLoop || runsBefore(traceId, version) < RUNS_MAX) return;
  // Wording after AWS's description of the exception.
  throw lambdaError(
    'RecursiveInvocationException',
    'Lambda detected that the function is being invoked in a recursive loop and stopped its invocation.',
  );
}
