import { operation } from '../../define-service.ts';
import { listAttachedPolicies } from '../attachments.ts';
import { group } from '../entity.ts';

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListAttachedGroupPolicies.html */
export const listAttachedGroupPolicies = operation(
  'iam',
  'ListAttachedGroupPolicies',
  (input, context) => listAttachedPolicies(group, context, input.GroupName, input),
);
