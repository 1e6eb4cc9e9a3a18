import { operation } from '../../define-service.ts';
import { user } from '../entity.ts';
import { deleteInlinePolicy } from '../inline-policies.ts';

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteUserPolicy.html */
export const deleteUserPolicy = operation('iam', 'DeleteUserPolicy', async (input, context) => {
  await deleteInlinePolicy(user, context, input.UserName, input);
  return {};
});
