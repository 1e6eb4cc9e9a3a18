import { operation } from '../../define-service.ts';
import { findEntities, getEntity, instanceProfile, role, toKey } from '../entity.ts';
import { pageOf } from '../page.ts';
import { toListedInstanceProfiles } from '../wire.ts';

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListInstanceProfilesForRole.html */
export const listInstanceProfilesForRole = operation(
  'iam',
  'ListInstanceProfilesForRole',
  async (input, context) => {
    const { store } = context;
    const held = await getEntity(role, store, input.RoleName);
    const { items, members } = pageOf(held.instanceProfiles, toKey, input);
    const found = await findEntities(instanceProfile, store, items);
    return { InstanceProfiles: await toListedInstanceProfiles(store, found), ...members };
  },
);
