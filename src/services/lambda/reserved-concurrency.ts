/** https://docs.aws.amazon.com/lambda/latest/dg/configuration-concurrency.html */
import type { Context } from '../context.ts';
import type { AwsError } from '../../protocol/aws-error.ts';
import { readProvisioned, readShares, sumProvisioned } from './concurrency-shares.ts';
import { functionNotFound, invalidParameter } from './errors.ts';
import { LATEST } from './function.ts';
import { functionArn } from './function-name.ts';
import { UNRESERVED_CONCURRENCY_MIN } from './limits.ts';
import { lambdaState } from './state.ts';
import { functionLock, functions, RESERVATION_LOCK } from './store.ts';

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
    const record = await tx.get(functions, [name]);
    if (!record) throw functionNotFound(functionArn(context, name, LATEST)); // recorded, with $LATEST
    const { reservedConcurrency: before, ...rest } = record;
    if (share !== undefined) {
      const provisioned = sumProvisioned(await readProvisioned(context, tx, name));
      if (share < provisioned) throw belowProvisioned(share, provisioned);
      const { unreserved } = await readShares(context, tx);
      // Without a share of its own, what is provisioned of it counts by itself.
      assertEnoughLeft(unreserved + (before ?? provisioned) - share);
    }
    tx.put(functions, [name], {
      ...rest,
      ...(share !== undefined && { reservedConcurrency: share }),
    });
  });
  // Warm instances live on: the limit is read with every invocation.
  const { catalog, shares } = lambdaState(context);
  catalog.forget(context, name);
  await shares.refresh(context);
}

function assertEnoughLeft(unreserved: number): void {
  if (unreserved >= UNRESERVED_CONCURRENCY_MIN) return;
  throw invalidParameter(
    `Specified ReservedConcurrentExecutions for function decreases account's UnreservedConcurrentExecution below its minimum value of [${UNRESERVED_CONCURRENCY_MIN}].`,
  );
}

/** With AWS's own spaces (recorded). */
function belowProvisioned(share: number, provisioned: number): AwsError {
  return invalidParameter(
    ` ReservedConcurrentExecutions  ${share} should not be lower than function's total provisioned concurrency [${provisioned}].`,
  );
}
