import { operation } from '../../define-service.ts';
import { forgetUse } from '../attachments.ts';
import { deleteEntity, role } from '../entity.ts';
import { deleteConflict } from '../errors.ts';

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteRole.html */
export const deleteRole = operation('iam', 'DeleteRole', async (input, context) => {
  await deleteEntity(role, context, input.RoleName, (tx, entity) => {
    if (entity.instanceProfiles.length > 0) {
      throw deleteConflict('must remove roles from instance profile first');
    }
    if (entity.attachedPolicies.length > 0) throw deleteConflict('must detach all policies first');
    if (entity.inlinePolicies.length > 0) throw deleteConflict('must delete policies first');
    if (entity.boundaryArn !== undefined) {
      forgetUse(tx, entity.boundaryArn, 'PermissionsBoundary', role, entity);
    }
  });
  return {};
});
