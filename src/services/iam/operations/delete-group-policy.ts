import { operation } from '../../define-service.ts';
import { group } from '../entity.ts';
import { deleteInlinePolicy } from '../inline-policies.ts';

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteGroupPolicy.html */
export const deleteGroupPolicy = operation('iam', 'DeleteGroupPolicy', async (input, context) => {
  await deleteInlinePolicy(group, context, input.GroupName, input);
  return {};
});
