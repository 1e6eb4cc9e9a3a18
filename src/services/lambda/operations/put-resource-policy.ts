import { operation } from '../../define-service.ts';
import { revisionMismatch } from '../errors.ts';
import { LATEST } from '../function.ts';
import { getTarget, putRevision, revisionOf } from '../load.ts';
import { assertPolicySize, toPolicyText } from '../policy.ts';
import { parsePolicy, parsePolicyOwner } from '../resource-policy.ts';
import { functionLock, policies } from '../store.ts';

/** Replaces what AddPermission added, too. https://docs.aws.amazon.com/lambda/latest/api/API_PutResourcePolicy.html */
export const putResourcePolicy = operation(
  'lambda',
  'PutResourcePolicy',
  async (input, context) => {
    const named = parsePolicyOwner(context, input.ResourceArn ?? '');
    const policy = parsePolicy(input.Policy ?? '', input.ResourceArn ?? '');
    assertPolicySize(policy);
    const revisionId = context.ids.uuid();
    await context.store.transact([functionLock(named.name)], async (tx) => {
      const target = await getTarget(context, named, tx);
      if (input.RevisionId !== undefined && input.RevisionId !== revisionOf(target)) {
        throw revisionMismatch('GetFunction/GetAlias');
      }
      tx.put(policies, [named.name, named.qualifier ?? LATEST], policy);
      putRevision(tx, target, revisionId);
    });
    return { Policy: toPolicyText(policy), RevisionId: revisionId };
  },
);
