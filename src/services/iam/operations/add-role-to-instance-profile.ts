import { operation } from '../../define-service.ts';
import { quotaExceeded } from '../errors.ts';
import { updateHeldRole } from '../held-role.ts';
import { ROLES_PER_INSTANCE_PROFILE_MAX } from '../limits.ts';

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_AddRoleToInstanceProfile.html */
export const addRoleToInstanceProfile = operation(
  'iam',
  'AddRoleToInstanceProfile',
  async (input, context) => {
    await updateHeldRole(context, input, ({ profile, held }) => {
      if (profile.role !== undefined) {
        throw quotaExceeded('InstanceSessionsPerInstanceProfile', ROLES_PER_INSTANCE_PROFILE_MAX);
      }
      return {
        profile: { ...profile, role: held.name },
        held: { ...held, instanceProfiles: [...held.instanceProfiles, profile.name] },
      };
    });
    return {};
  },
);
