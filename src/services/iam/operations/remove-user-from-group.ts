import { operation } from '../../define-service.ts';
import { getEntity, group, toKey, updateEntity, user } from '../entity.ts';
import { groupMembers } from '../store.ts';

/** Removing somebody who is no member succeeds; AWS's answer is not documented, and clients expect this one. */
/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_RemoveUserFromGroup.html */
export const removeUserFromGroup = operation(
  'iam',
  'RemoveUserFromGroup',
  async (input, context) => {
    await updateEntity(user, context, input.UserName, async (member, tx) => {
      const { name } = await getEntity(group, tx, input.GroupName);
      tx.delete(groupMembers, [toKey(name), toKey(member.name)]);
      return { ...member, groups: member.groups.filter((each) => each !== name) };
    });
    return {};
  },
);
