import { operation } from '../../define-service.ts';
import { detachPolicy } from '../attachments.ts';
import { user } from '../entity.ts';

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_DetachUserPolicy.html */
export const detachUserPolicy = operation('iam', 'DetachUserPolicy', async (input, context) => {
  await detachPolicy(user, context, input.UserName, input.PolicyArn);
  return {};
});
