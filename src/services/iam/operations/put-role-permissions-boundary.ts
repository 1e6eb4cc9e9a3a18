import { operation } from '../../define-service.ts';
import { setBoundary } from '../attachments.ts';
import { role } from '../entity.ts';

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_PutRolePermissionsBoundary.html */
export const putRolePermissionsBoundary = operation(
  'iam',
  'PutRolePermissionsBoundary',
  async (input, context) => {
    await setBoundary(role, context, input.RoleName, input.PermissionsBoundary);
    return {};
  },
);
