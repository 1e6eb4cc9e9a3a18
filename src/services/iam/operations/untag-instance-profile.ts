import { operation } from '../../define-service.ts';
import { instanceProfile } from '../entity.ts';
import { untagEntity } from '../tags.ts';

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_UntagInstanceProfile.html */
export const untagInstanceProfile = operation(
  'iam',
  'UntagInstanceProfile',
  async (input, context) => {
    await untagEntity(instanceProfile, context, input.InstanceProfileName, input.TagKeys);
    return {};
  },
);
