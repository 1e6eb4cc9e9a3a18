import type { Context } from '../context.ts';
import { revisionMismatch } from './errors.ts';
import type { FunctionRecord, VersionRecord } from './function.ts';
import { getFunction } from './load.ts';
import { lambdaState } from './state.ts';
import { functionLock, functions } from './store.ts';

/**
 * Changes $LATEST in one commit and retires the instances of what it was. A function that is still
 * Pending, or in another update, takes the change too; AWS would answer 409 for a second or two.
 * @param change makes the new version from the current one; may run again, so without effects
 * @throws AwsError ResourceNotFoundException, PreconditionFailedException
 */
export async function changeLatest(
  context: Context,
  name: string,
  revisionId: string | undefined,
  change: (latest: VersionRecord) => Partial<VersionRecord>,
): Promise<VersionRecord> {
  const { catalog, readiness } = lambdaState(context);
  const fresh = {
    configId: context.ids.uuid(),
    revisionId: context.ids.uuid(),
    lastModifiedEpochMs: context.clock.now(),
    updateStatus: 'InProgress',
  } as const;
  const { before, after } = await context.store.transact([functionLock(name)], async (tx) => {
    const record = await getFunction(context, name, tx);
    assertRevision(record, revisionId);
    const latest = toUpdating({ ...record.latest, ...change(record.latest), ...fresh });
    tx.put(functions, [name], { ...record, latest });
    return { before: record.latest, after: latest };
  });
  catalog.forget(context, name, [before.configId]);
  readiness.begin(context, name);
  return after;
}

/** A failed function gets another chance; its new state is decided by the runtime it now names. */
function toUpdating(version: VersionRecord): VersionRecord {
  return version.state === 'Failed' ? { ...version, state: 'Pending' } : version;
}

/** @throws AwsError PreconditionFailedException */
export function assertRevision({ latest }: FunctionRecord, revisionId: string | undefined): void {
  if (revisionId !== undefined && revisionId !== latest.revisionId) {
    throw revisionMismatch('GetFunction/GetAlias');
  }
}
