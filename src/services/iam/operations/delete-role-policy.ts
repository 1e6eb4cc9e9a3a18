import { operation } from '../../define-service.ts';
import { role } from '../entity.ts';
import { deleteInlinePolicy } from '../inline-policies.ts';

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteRolePolicy.html */
export const deleteRolePolicy = operation('iam', 'DeleteRolePolicy', async (input, context) => {
  await deleteInlinePolicy(role, context, input.RoleName, input);
  return {};
});
