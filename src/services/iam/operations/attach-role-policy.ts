import { operation } from '../../define-service.ts';
import { attachPolicy } from '../attachments.ts';
import { role } from '../entity.ts';

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_AttachRolePolicy.html */
export const attachRolePolicy = operation('iam', 'AttachRolePolicy', async (input, context) => {
  await attachPolicy(role, context, input.RoleName, input.PolicyArn);
  return {};
});
