import { operation } from '../../define-service.ts';
import { listAttachedPolicies } from '../attachments.ts';
import { role } from '../entity.ts';

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListAttachedRolePolicies.html */
export const listAttachedRolePolicies = operation(
  'iam',
  'ListAttachedRolePolicies',
  (input, context) => listAttachedPolicies(role, context, input.RoleName, input),
);
