import { operation } from '../../define-service.ts';
import { user } from '../entity.ts';
import { putInlinePolicy } from '../inline-policies.ts';

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_PutUserPolicy.html */
export const putUserPolicy = operation('iam', 'PutUserPolicy', async (input, context) => {
  await putInlinePolicy(user, context, input.UserName, input);
  return {};
});
