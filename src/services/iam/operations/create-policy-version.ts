import { operation } from '../../define-service.ts';
import { serviceError } from '../../define-service.ts';
import { toKey } from '../entity.ts';
import { VERSIONS_PER_POLICY_MAX } from '../limits.ts';
import { updatePolicy } from '../managed-policies.ts';
import { parseManagedPolicy } from '../policy-document.ts';
import { policyVersions } from '../store.ts';
import { toListedVersion } from '../wire.ts';

const TOO_MANY = `A managed policy can have up to ${VERSIONS_PER_POLICY_MAX} versions. Before you create a new version, you must delete an existing version.`;

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreatePolicyVersion.html */
export const createPolicyVersion = operation(
  'iam',
  'CreatePolicyVersion',
  async (input, context) => {
    const document = parseManagedPolicy(input.PolicyDocument);
    const createdAtEpochMs = context.clock.now();
    const policy = await updatePolicy(context, input.PolicyArn, (before, tx) => {
      if (before.versions.length >= VERSIONS_PER_POLICY_MAX) {
        throw serviceError('iam', 'LimitExceededException', TOO_MANY);
      }
      // Numbers are never used again, even after the version is deleted.
      const lastVersion = before.lastVersion + 1;
      tx.put(policyVersions, [toKey(before.name), lastVersion], { document, createdAtEpochMs });
      return {
        ...before,
        lastVersion,
        versions: [...before.versions, lastVersion],
        defaultVersion: input.SetAsDefault === true ? lastVersion : before.defaultVersion,
        updatedAtEpochMs: createdAtEpochMs,
      };
    });
    return { PolicyVersion: toListedVersion(policy, policy.lastVersion, { createdAtEpochMs }) };
  },
);
