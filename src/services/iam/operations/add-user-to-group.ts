import { operation } from '../../define-service.ts';
import { getEntity, group, toKey, updateEntity, user } from '../entity.ts';
import { quotaExceeded, required } from '../errors.ts';
import { GROUPS_PER_USER_MAX } from '../limits.ts';
import { groupMembers, groups } from '../store.ts';

/** Adding a member again changes nothing and succeeds. */
/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_AddUserToGroup.html */
export const addUserToGroup = operation('iam', 'AddUserToGroup', async (input, context) => {
  const groupKey = toKey(required(input.GroupName, 'groupName'));
  // The group is locked, so that it is not deleted while it gains a member.
  const locks = [[groups, [groupKey]] as const];
  await updateEntity(
    user,
    context,
    input.UserName,
    async (member, tx) => {
      const { name } = await getEntity(group, tx, input.GroupName);
      if (member.groups.includes(name)) return member;
      if (member.groups.length >= GROUPS_PER_USER_MAX) {
        throw quotaExceeded('GroupsPerUser', GROUPS_PER_USER_MAX);
      }
      tx.put(groupMembers, [groupKey, toKey(member.name)], member.name);
      return { ...member, groups: [...member.groups, name] };
    },
    locks,
  );
  return {};
});
