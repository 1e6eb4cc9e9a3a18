import { operation } from '../../define-service.ts';
import { detachPolicy } from '../attachments.ts';
import { role } from '../entity.ts';

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_DetachRolePolicy.html */
export const detachRolePolicy = operation('iam', 'DetachRolePolicy', async (input, context) => {
  await detachPolicy(role, context, input.RoleName, input.PolicyArn);
  return {};
});
