import { operation } from '../../define-service.ts';
import { listAttachedPolicies } from '../attachments.ts';
import { user } from '../entity.ts';

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListAttachedUserPolicies.html */
export const listAttachedUserPolicies = operation(
  'iam',
  'ListAttachedUserPolicies',
  (input, context) => listAttachedPolicies(user, context, input.UserName, input),
);
