import { operation } from '../../define-service.ts';
import { getPolicy, getPolicyDocument } from '../managed-policies.ts';
import { pageOf } from '../page.ts';
import { toListedVersion } from '../wire.ts';

/** The newest first. */
/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListPolicyVersions.html */
export const listPolicyVersions = operation('iam', 'ListPolicyVersions', async (input, context) => {
  const { store } = context;
  const policy = await getPolicy(store, input.PolicyArn);
  // Descending numbers, as text that sorts ascending.
  const { items, members } = pageOf(policy.versions, (each) => String(1e9 - each), input);
  const Versions = [];
  for (const number of items) {
    Versions.push(
      toListedVersion(policy, number, await getPolicyDocument(store, policy, `v${number}`)),
    );
  }
  return { Versions, ...members };
});
