import { operation } from '../../define-service.ts';
import { group } from '../entity.ts';
import { putInlinePolicy } from '../inline-policies.ts';

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_PutGroupPolicy.html */
export const putGroupPolicy = operation('iam', 'PutGroupPolicy', async (input, context) => {
  await putInlinePolicy(group, context, input.GroupName, input);
  return {};
});
