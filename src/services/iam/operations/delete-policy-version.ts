import { operation } from '../../define-service.ts';
import { serviceError } from '../../define-service.ts';
import { toKey } from '../entity.ts';
import { noSuchVersion, parseVersionId, updatePolicy } from '../managed-policies.ts';
import { policyVersions } from '../store.ts';

const IS_DEFAULT = 'Cannot delete the default version of a policy.';

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeletePolicyVersion.html */
export const deletePolicyVersion = operation(
  'iam',
  'DeletePolicyVersion',
  async (input, context) => {
    const number = parseVersionId(input.VersionId);
    await updatePolicy(context, input.PolicyArn, (policy, tx) => {
      if (!policy.versions.includes(number)) throw noSuchVersion(policy, input.VersionId);
      if (number === policy.defaultVersion) {
        throw serviceError('iam', 'DeleteConflictException', IS_DEFAULT);
      }
      tx.delete(policyVersions, [toKey(policy.name), number]);
      return { ...policy, versions: policy.versions.filter((each) => each !== number) };
    });
    return {};
  },
);
