import { operation } from '../../define-service.ts';
import { updatePolicy } from '../managed-policies.ts';
import { addTags } from '../tags.ts';

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_TagPolicy.html */
export const tagPolicy = operation('iam', 'TagPolicy', async (input, context) => {
  await updatePolicy(context, input.PolicyArn, (policy) => ({
    ...policy,
    tags: addTags(policy.tags, input.Tags),
  }));
  return {};
});
