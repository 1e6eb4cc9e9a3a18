import { operation } from '../../define-service.ts';
import { user } from '../entity.ts';
import { listInlinePolicies } from '../inline-policies.ts';

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListUserPolicies.html */
export const listUserPolicies = operation('iam', 'ListUserPolicies', (input, context) =>
  listInlinePolicies(user, context, input.UserName, input),
);
