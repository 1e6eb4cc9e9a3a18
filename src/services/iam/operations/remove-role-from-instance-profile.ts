import { operation } from '../../define-service.ts';
import { role } from '../entity.ts';
import { noSuchEntity } from '../errors.ts';
import { updateHeldRole } from '../held-role.ts';

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_RemoveRoleFromInstanceProfile.html */
export const removeRoleFromInstanceProfile = operation(
  'iam',
  'RemoveRoleFromInstanceProfile',
  async (input, context) => {
    await updateHeldRole(context, input, ({ profile, held }) => {
      const { role: current, ...empty } = profile;
      if (current !== held.name) throw noSuchEntity(role.missing(held.name));
      const instanceProfiles = held.instanceProfiles.filter((each) => each !== profile.name);
      return { profile: empty, held: { ...held, instanceProfiles } };
    });
    return {};
  },
);
