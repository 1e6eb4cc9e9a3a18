/** One synchronous run of a function, shared by Invoke, function URLs and the asynchronous worker. */
import {
  ConcurrencyExceeded,
  type FunctionVersion,
  type InvocationRequest,
  type InvocationResult,
  type LambdaRuntime,
} from '../../lambda-runtime/interface.ts';
import { BrumeError } from '../../platform/errors.ts';
import type { Ids } from '../../platform/ids.ts';
import type { AwsError } from '../../protocol/aws-error.ts';
import { serviceError } from '../define-service.ts';
import type { Invocable } from './catalog.ts';
import { assertNoLoop } from './recursion.ts';
import { assertTenant } from './tenancy.ts';

/**
 * @throws ConcurrencyExceeded; AwsError for a tenant where none belongs (and the other way round) and
 *   for a loop of functions. A function's own failure is a result.
 */
export function run(
  parts: { runtime: Pick<LambdaRuntime, 'invoke'>; ids: Ids },
  invocable: Invocable,
  request: Omit<InvocationRequest, 'invokedArn'>,
): Promise<InvocationResult> {
  const version = pickVersion(invocable, parts.ids);
  assertTenant(version, request.tenantId);
  assertNoLoop(invocable, request.traceId);
  return parts.runtime.invoke(version, { ...request, invokedArn: invocable.invokedArn });
}

/** An alias with routing weights sends each request to one version by chance. */
export function pickVersion(
  { version, shares }: Invocable,
  ids: Pick<Ids, 'fraction'>,
): FunctionVersion {
  if (shares.length === 0) return version;
  let rest = ids.fraction();
  for (const share of shares) {
    if (rest < share.weight) return share.version;
    rest -= share.weight;
  }
  return version;
}

/** What went wrong around a function, not in it, as AWS says it; undefined for what is our own fault. */
export function toInvokeError(error: unknown): AwsError | undefined {
  if (error instanceof ConcurrencyExceeded) {
    return serviceError('lambda', 'TooManyRequestsException', error.message, {
      Type: 'User',
      Reason: error.reason,
    });
  }
  if (error instanceof BrumeError) {
    // A runtime or sandbox that this machine cannot give; the hint is the useful part.
    const message = error.hint ? `${error.message} ${error.hint}` : error.message;
    const code = error.code === 'ERR_STOPPED' ? 'ServiceException' : 'InvalidRuntimeException';
    return serviceError('lambda', code, message, { Type: 'Server' });
  }
  return undefined;
}
