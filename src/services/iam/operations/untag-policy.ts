import { operation } from '../../define-service.ts';
import { updatePolicy } from '../managed-policies.ts';
import { removeTags } from '../tags.ts';

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_UntagPolicy.html */
export const untagPolicy = operation('iam', 'UntagPolicy', async (input, context) => {
  await updatePolicy(context, input.PolicyArn, (policy) => ({
    ...policy,
    tags: removeTags(policy.tags, input.TagKeys),
  }));
  return {};
});
