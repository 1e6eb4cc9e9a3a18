import { operation } from '../../define-service.ts';
import { getEntity, instanceProfile, role, toKey, updateEntity } from '../entity.ts';
import { quotaExceeded, required } from '../errors.ts';
import { roles } from '../store.ts';

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_AddRoleToInstanceProfile.html */
export const addRoleToInstanceProfile = operation('iam', 'AddRoleToInstanceProfile', async (input, context) => {
  const roleKey = toKey(required(input.RoleName, 'roleName'));
  await updateEntity(
    instanceProfile,
    context,
    input.InstanceProfileName,
    async (profile, tx) => {
      const held = await getEntity(role, tx, input.RoleName);
      role.assertModifiable?.(held);
      // A profile holds one role: https://docs.aws.amazon.com/IAM/latest/APIReference/API_AddRoleToInstanceProfile.html
      if (profile.role !== undefined) throw quotaExceeded('InstanceSessionsPerInstanceProfile', 1);
      const instanceProfiles = [...held.instanceProfiles, profile.name];
      tx.put(roles, [roleKey], { ...held, instanceProfiles });
      return { ...profile, role: held.name };
    },
    [[roles, [roleKey]]],
  );
  return {};
});
