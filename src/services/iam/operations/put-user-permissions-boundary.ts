import { operation } from '../../define-service.ts';
import { setBoundary } from '../attachments.ts';
import { user } from '../entity.ts';

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_PutUserPermissionsBoundary.html */
export const putUserPermissionsBoundary = operation(
  'iam',
  'PutUserPermissionsBoundary',
  async (input, context) => {
    await setBoundary(user, context, input.UserName, input.PermissionsBoundary);
    return {};
  },
);
