import { operation } from '../../define-service.ts';
import { resourceDoesNotExist, revisionMismatch } from '../errors.ts';
import { LATEST } from '../function.ts';
import { getTarget, putRevision, revisionOf } from '../load.ts';
import { parsePolicyOwner } from '../resource-policy.ts';
import { functionLock, policies } from '../store.ts';

/** https://docs.aws.amazon.com/lambda/latest/api/API_DeleteResourcePolicy.html */
export const deleteResourcePolicy = operation(
  'lambda',
  'DeleteResourcePolicy',
  async (input, context) => {
    const named = parsePolicyOwner(context, input.ResourceArn ?? '');
    const key = [named.name, named.qualifier ?? LATEST];
    const revisionId = context.ids.uuid();
    await context.store.transact([functionLock(named.name)], async (tx) => {
      const target = await getTarget(context, named, tx);
      if (!(await tx.get(policies, key))) throw resourceDoesNotExist();
      if (input.RevisionId !== undefined && input.RevisionId !== revisionOf(target)) {
        throw revisionMismatch('GetFunction/GetAlias');
      }
      tx.delete(policies, key);
      putRevision(tx, target, revisionId);
    });
    return {};
  },
);
