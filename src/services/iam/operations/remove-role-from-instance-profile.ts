import { operation } from '../../define-service.ts';
import { getEntity, instanceProfile, role, toKey, updateEntity } from '../entity.ts';
import { noSuchEntity, required } from '../errors.ts';
import { roles } from '../store.ts';

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_RemoveRoleFromInstanceProfile.html */
export const removeRoleFromInstanceProfile = operation('iam', 'RemoveRoleFromInstanceProfile', async (input, context) => {
  const roleKey = toKey(required(input.RoleName, 'roleName'));
  await updateEntity(
    instanceProfile,
    context,
    input.InstanceProfileName,
    async (profile, tx) => {
      const held = await getEntity(role, tx, input.RoleName);
      const { role: current, ...rest } = profile;
      if (current !== held.name) throw noSuchEntity(role.missing(held.name));
      const instanceProfiles = held.instanceProfiles.filter((each) => each !== profile.name);
      tx.put(roles, [roleKey], { ...held, instanceProfiles });
      return rest;
    },
    [[roles, [roleKey]]],
  );
  return {};
});
