import { operation } from '../../define-service.ts';
import { serviceError } from '../../define-service.ts';
import { deleteEntity, managedPolicy, toKey } from '../entity.ts';
import { noSuchEntity } from '../errors.ts';
import { assertCustomerManaged, getPolicy } from '../managed-policies.ts';
import { policyUses, policyVersions } from '../store.ts';

const ATTACHED = 'Cannot delete a policy attached to entities.';
const MORE_VERSIONS =
  "This policy has more than one version. Before you delete a policy, you must delete the policy's versions. The default version is deleted with the policy.";

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeletePolicy.html */
export const deletePolicy = operation('iam', 'DeletePolicy', async (input, context) => {
  const wanted = await getPolicy(context.store, input.PolicyArn);
  assertCustomerManaged(context, wanted);
  await deleteEntity(managedPolicy, context, wanted.name, async (tx, policy) => {
    if (policy.arn !== wanted.arn) throw noSuchEntity(managedPolicy.missing(wanted.arn));
    const [use] = await tx.scan(policyUses, { prefix: [policy.arn], limit: 1 });
    if (use) throw serviceError('iam', 'DeleteConflictException', ATTACHED);
    if (policy.versions.length > 1)
      throw serviceError('iam', 'DeleteConflictException', MORE_VERSIONS);
    tx.delete(policyVersions, [toKey(policy.name), policy.defaultVersion]);
  });
  return {};
});
