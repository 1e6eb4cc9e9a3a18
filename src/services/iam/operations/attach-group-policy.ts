import { operation } from '../../define-service.ts';
import { attachPolicy } from '../attachments.ts';
import { group } from '../entity.ts';

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_AttachGroupPolicy.html */
export const attachGroupPolicy = operation('iam', 'AttachGroupPolicy', async (input, context) => {
  await attachPolicy(group, context, input.GroupName, input.PolicyArn);
  return {};
});
