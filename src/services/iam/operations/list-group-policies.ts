import { operation } from '../../define-service.ts';
import { group } from '../entity.ts';
import { listInlinePolicies } from '../inline-policies.ts';

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListGroupPolicies.html */
export const listGroupPolicies = operation('iam', 'ListGroupPolicies', (input, context) =>
  listInlinePolicies(group, context, input.GroupName, input),
);
