import { operation } from '../../define-service.ts';
import { forgetUse } from '../attachments.ts';
import { deleteEntity, user } from '../entity.ts';
import { deleteConflict } from '../errors.ts';

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteUser.html */
export const deleteUser = operation('iam', 'DeleteUser', async (input, context) => {
  await deleteEntity(user, context, input.UserName, (tx, entity) => {
    if (entity.accessKeys.length > 0) throw deleteConflict('must delete access keys first');
    if (entity.groups.length > 0) throw deleteConflict('must remove users from group first');
    if (entity.attachedPolicies.length > 0) throw deleteConflict('must detach all policies first');
    if (entity.inlinePolicies.length > 0) throw deleteConflict('must delete policies first');
    if (entity.boundaryArn !== undefined) {
      forgetUse(tx, entity.boundaryArn, 'PermissionsBoundary', user, entity);
    }
  });
  return {};
});
