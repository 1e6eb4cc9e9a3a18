import { operation } from '../../define-service.ts';
import { createEntity, instanceProfile, makeEntity } from '../entity.ts';
import { addTags } from '../tags.ts';
import { toInstanceProfile } from '../wire.ts';

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateInstanceProfile.html */
export const createInstanceProfile = operation(
  'iam',
  'CreateInstanceProfile',
  async (input, context) => {
    const base = makeEntity(instanceProfile, context, input.InstanceProfileName, input.Path);
    const entity = await createEntity(instanceProfile, context, {
      ...base,
      tags: addTags([], input.Tags),
    });
    return { InstanceProfile: await toInstanceProfile(context.store, entity) };
  },
);
