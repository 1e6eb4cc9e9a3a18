import { operation } from '../../define-service.ts';
import { role } from '../entity.ts';
import { putInlinePolicy } from '../inline-policies.ts';

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_PutRolePolicy.html */
export const putRolePolicy = operation('iam', 'PutRolePolicy', async (input, context) => {
  await putInlinePolicy(role, context, input.RoleName, input);
  return {};
});
