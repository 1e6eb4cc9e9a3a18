/** https://docs.aws.amazon.com/lambda/latest/dg/configuration-concurrency.html */
import type { Context } from '../context.ts';
import { invalidParameter } from './errors.ts';
import type { FunctionRecord } from './function.ts';
import { UNRESERVED_CONCURRENCY_MIN } from './limits.ts';
import { getFunction } from './load.ts';
import { lambdaState } from './state.ts';
import { functionLock, functions, RESERVATION_LOCK } from './store.ts';

/** What is left for functions that have no share of their own. */
export function unreservedConcurrency(context: Context, all: readonly FunctionRecord[]): number {
  return all.reduce(
    (left, each) => left - (each.reservedConcurrency ?? 0),
    context.settings.lambdaConcurrency,
  );
}

/**
 * Gives a function a share of the account's concurrency, or takes it back (undefined).
 * @throws AwsError ResourceNotFoundException; InvalidParameterValueException when too little would be left for the others
 */
export async function reserve(
  context: Context,
  name: string,
  share: number | undefined,
): Promise<void> {
  await context.store.transact([RESERVATION_LOCK, functionLock(name)], async (tx) => {
    const { reservedConcurrency: before, ...rest } = await getFunction(context, name, tx);
    if (share !== undefined) {
      const all = (await tx.scan(functions)).map((row) => row.value);
      assertEnoughLeft(unreservedConcurrency(context, all) + (before ?? 0) - share);
    }
    tx.put(functions, [name], {
      ...rest,
      ...(share !== undefined && { reservedConcurrency: share }),
    });
  });
  // Warm instances live on: the limit is read with every invocation.
  lambdaState(context).catalog.forget(context, name);
}

function assertEnoughLeft(unreserved: number): void {
  if (unreserved >= UNRESERVED_CONCURRENCY_MIN) return;
  throw invalidParameter(
    `Specified ReservedConcurrentExecutions for function decreases account's UnreservedConcurrentExecution below its minimum value of [${UNRESERVED_CONCURRENCY_MIN}].`,
  );
}
