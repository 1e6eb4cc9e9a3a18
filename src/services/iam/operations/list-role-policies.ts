import { operation } from '../../define-service.ts';
import { role } from '../entity.ts';
import { listInlinePolicies } from '../inline-policies.ts';

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListRolePolicies.html */
export const listRolePolicies = operation('iam', 'ListRolePolicies', (input, context) =>
  listInlinePolicies(role, context, input.RoleName, input),
);
