import type { Context } from '../context.ts';
import { CHANGED, type ExecuteApiState } from '../execute-api/changes.ts';
import type { RowRef, StoreTransaction } from '../store.ts';

/** The hint of a commit serves other nodes; here the next request must see the change already. */
export function forgetDeployed(context: Context, apiId: string): void {
  context.state<ExecuteApiState>('apigatewayv2').forget(apiId);
}

/** A change of what no API owns but APIs serve by: keys and usage plans. */
export async function changeShared<T>(
  context: Context,
  rows: readonly RowRef[],
  change: (tx: StoreTransaction) => Promise<T> | T,
): Promise<T> {
  const result = await context.store.transact(rows, async (tx) => {
    const answer = await change(tx);
    tx.hint(CHANGED, Buffer.alloc(0));
    return answer;
  });
  context.state<ExecuteApiState>('apigatewayv2').forgetAll();
  return result;
}
