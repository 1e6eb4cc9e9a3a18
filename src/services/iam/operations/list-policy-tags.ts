import { operation } from '../../define-service.ts';
import { getPolicy } from '../managed-policies.ts';
import { toTagPage } from '../tags.ts';

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListPolicyTags.html */
export const listPolicyTags = operation('iam', 'ListPolicyTags', async (input, context) =>
  toTagPage(await getPolicy(context.store, input.PolicyArn), input),
);
