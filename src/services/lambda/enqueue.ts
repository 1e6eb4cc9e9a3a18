import type { Context } from '../context.ts';
import type { AsyncEvent } from './async-event.ts';
import type { Invocable } from './catalog.ts';
import { LATEST } from './function.ts';
import { functionArn } from './function-name.ts';
import { lambdaState } from './state.ts';

/** Puts an event into the durable queue; once resolved it will run, whatever happens to this process. */
export async function enqueue(
  context: Context,
  invocable: Invocable,
  payload: Uint8Array,
  options: Pick<AsyncEvent, 'clientContext' | 'tenantId' | 'traceId'> = {},
): Promise<void> {
  const { name, qualifier } = invocable;
  const isUnqualified = qualifier === LATEST && invocable.invokedArn === functionArn(context, name);
  await lambdaState(context).asyncInvoker.send(context, {
    account: context.account,
    region: context.region,
    name,
    ...(!isUnqualified && { qualifier }),
    requestId: context.requestId,
    payload,
    failures: 0,
    acceptedEpochMs: context.clock.now(),
    ...options,
  });
}
