import { operation } from '../../define-service.ts';
import { setBoundary } from '../attachments.ts';
import { user } from '../entity.ts';

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteUserPermissionsBoundary.html */
export const deleteUserPermissionsBoundary = operation(
  'iam',
  'DeleteUserPermissionsBoundary',
  async (input, context) => {
    await setBoundary(user, context, input.UserName, undefined);
    return {};
  },
);
