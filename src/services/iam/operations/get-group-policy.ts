import { operation } from '../../define-service.ts';
import { group } from '../entity.ts';
import { getInlinePolicy } from '../inline-policies.ts';

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetGroupPolicy.html */
export const getGroupPolicy = operation('iam', 'GetGroupPolicy', async (input, context) => ({
  GroupName: input.GroupName,
  ...(await getInlinePolicy(group, context, input.GroupName, input)),
}));
