import { operation } from '../../define-service.ts';
import { deleteEntity, group, toKey } from '../entity.ts';
import { deleteConflict } from '../errors.ts';
import { groupMembers } from '../store.ts';

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteGroup.html */
export const deleteGroup = operation('iam', 'DeleteGroup', async (input, context) => {
  await deleteEntity(group, context, input.GroupName, async (tx, entity) => {
    const [member] = await tx.scan(groupMembers, { prefix: [toKey(entity.name)], limit: 1 });
    if (member) throw deleteConflict('must remove users from group first');
    if (entity.attachedPolicies.length > 0) throw deleteConflict('must detach all policies first');
    if (entity.inlinePolicies.length > 0) throw deleteConflict('must delete policies first');
  });
  return {};
});
