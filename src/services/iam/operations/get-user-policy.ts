import { operation } from '../../define-service.ts';
import { user } from '../entity.ts';
import { getInlinePolicy } from '../inline-policies.ts';

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetUserPolicy.html */
export const getUserPolicy = operation('iam', 'GetUserPolicy', async (input, context) => ({
  UserName: input.UserName,
  ...(await getInlinePolicy(user, context, input.UserName, input)),
}));
