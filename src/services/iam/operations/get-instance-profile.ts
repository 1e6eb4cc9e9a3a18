import { operation } from '../../define-service.ts';
import { getEntity, instanceProfile } from '../entity.ts';
import { toInstanceProfile } from '../wire.ts';

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetInstanceProfile.html */
export const getInstanceProfile = operation('iam', 'GetInstanceProfile', async (input, context) => {
  const entity = await getEntity(instanceProfile, context.store, input.InstanceProfileName);
  return { InstanceProfile: await toInstanceProfile(context.store, entity) };
});
