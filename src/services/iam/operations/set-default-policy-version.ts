import { operation } from '../../define-service.ts';
import { noSuchVersion, parseVersionId, updatePolicy } from '../managed-policies.ts';

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_SetDefaultPolicyVersion.html */
export const setDefaultPolicyVersion = operation(
  'iam',
  'SetDefaultPolicyVersion',
  async (input, context) => {
    const defaultVersion = parseVersionId(input.VersionId);
    const updatedAtEpochMs = context.clock.now();
    await updatePolicy(context, input.PolicyArn, (policy) => {
      if (!policy.versions.includes(defaultVersion)) throw noSuchVersion(policy, input.VersionId);
      return { ...policy, defaultVersion, updatedAtEpochMs };
    });
    return {};
  },
);
