import { operation } from '../../define-service.ts';
import { getPolicy, getPolicyDocument } from '../managed-policies.ts';
import { encodeDocument } from '../policy-document.ts';
import { toListedVersion } from '../wire.ts';

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetPolicyVersion.html */
export const getPolicyVersion = operation('iam', 'GetPolicyVersion', async (input, context) => {
  const policy = await getPolicy(context.store, input.PolicyArn);
  const version = await getPolicyDocument(context.store, policy, input.VersionId);
  return {
    PolicyVersion: {
      Document: encodeDocument(version.document),
      ...toListedVersion(policy, version.number, version),
    },
  };
});
