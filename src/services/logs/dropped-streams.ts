import type { Context } from '../context.ts';
import { dropped, streams } from './store.ts';

/**
 * Removes the events of a deleted stream. Its row went first, in the commit that was acknowledged, so
 * a crash here leaves only a mark for the worker. The row's lock keeps a stream that is created anew
 * from losing its first events.
 */
export async function removeDropped(
  context: Pick<Context, 'account' | 'region' | 'store' | 'engine'>,
  group: string,
  stream: string,
): Promise<void> {
  const mark = [context.account, context.region, group, stream];
  await context.store.transact([[streams, [group, stream]]], async (tx) => {
    if (!(await tx.get(dropped, mark))) return;
    // Idempotent, so it may run again with this transaction.
    await context.engine.logs.drop({ scope: context.store.scope, group, stream });
    tx.delete(dropped, mark);
  });
}
