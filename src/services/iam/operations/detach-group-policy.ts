import { operation } from '../../define-service.ts';
import { detachPolicy } from '../attachments.ts';
import { group } from '../entity.ts';

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_DetachGroupPolicy.html */
export const detachGroupPolicy = operation('iam', 'DetachGroupPolicy', async (input, context) => {
  await detachPolicy(group, context, input.GroupName, input.PolicyArn);
  return {};
});
