import { operation } from '../../define-service.ts';
import { setBoundary } from '../attachments.ts';
import { role } from '../entity.ts';

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteRolePermissionsBoundary.html */
export const deleteRolePermissionsBoundary = operation(
  'iam',
  'DeleteRolePermissionsBoundary',
  async (input, context) => {
    await setBoundary(role, context, input.RoleName, undefined);
    return {};
  },
);
