/** An instance profile and the role in it point to each other; both change in one commit. */
import type { Context } from '../context.ts';
import { getEntity, instanceProfile, role, toKey, updateEntity } from './entity.ts';
import { required } from './errors.ts';
import { type InstanceProfile, type Role, roles } from './store.ts';

interface Pair {
  profile: InstanceProfile;
  held: Role;
}

/**
 * Replaces both by what `change` makes of them.
 * @throws AwsError `NoSuchEntity`, `UnmodifiableEntity`, and what `change` throws
 */
export async function updateHeldRole(
  context: Context,
  input: { InstanceProfileName: string | undefined; RoleName: string | undefined },
  change: (pair: Pair) => Pair,
): Promise<void> {
  const roleKey = [toKey(required(input.RoleName, 'roleName'))];
  await updateEntity(
    instanceProfile,
    context,
    input.InstanceProfileName,
    async (profile, tx) => {
      const held = await getEntity(role, tx, input.RoleName);
      role.assertModifiable?.(held);
      const after = change({ profile, held });
      tx.put(roles, roleKey, after.held);
      return after.profile;
    },
    [[roles, roleKey]],
  );
}
