import { operation } from '../../define-service.ts';
import { role } from '../entity.ts';
import { getInlinePolicy } from '../inline-policies.ts';

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetRolePolicy.html */
export const getRolePolicy = operation('iam', 'GetRolePolicy', async (input, context) => ({
  RoleName: input.RoleName,
  ...(await getInlinePolicy(role, context, input.RoleName, input)),
}));
