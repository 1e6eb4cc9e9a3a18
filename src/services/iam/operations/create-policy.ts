import { operation } from '../../define-service.ts';
import { createEntity, makeEntity, managedPolicy, toKey } from '../entity.ts';
import { parseManagedPolicy } from '../policy-document.ts';
import { type ManagedPolicy, policyVersions } from '../store.ts';
import { addTags, toWireTagsOrNone } from '../tags.ts';
import { toListedPolicy } from '../wire.ts';

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreatePolicy.html */
export const createPolicy = operation('iam', 'CreatePolicy', async (input, context) => {
  const document = parseManagedPolicy(input.PolicyDocument);
  const base = makeEntity(managedPolicy, context, input.PolicyName, input.Path);
  const policy: ManagedPolicy = {
    ...base,
    updatedAtEpochMs: base.createdAtEpochMs,
    defaultVersion: 1,
    lastVersion: 1,
    versions: [1],
    tags: addTags([], input.Tags),
    ...(input.Description !== undefined && { description: input.Description }),
  };
  await createEntity(managedPolicy, context, policy, {
    locks: [],
    run: (tx) =>
      tx.put(policyVersions, [toKey(policy.name), 1], {
        document,
        createdAtEpochMs: policy.createdAtEpochMs,
      }),
  });
  const listed = toListedPolicy(policy, { attachments: 0, boundaries: 0 });
  return { Policy: { ...listed, Tags: toWireTagsOrNone(policy.tags) } };
});
