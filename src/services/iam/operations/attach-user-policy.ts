import { operation } from '../../define-service.ts';
import { attachPolicy } from '../attachments.ts';
import { user } from '../entity.ts';

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_AttachUserPolicy.html */
export const attachUserPolicy = operation('iam', 'AttachUserPolicy', async (input, context) => {
  await attachPolicy(user, context, input.UserName, input.PolicyArn);
  return {};
});
