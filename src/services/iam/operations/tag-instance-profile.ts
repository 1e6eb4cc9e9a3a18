import { operation } from '../../define-service.ts';
import { instanceProfile } from '../entity.ts';
import { tagEntity } from '../tags.ts';

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_TagInstanceProfile.html */
export const tagInstanceProfile = operation('iam', 'TagInstanceProfile', async (input, context) => {
  await tagEntity(instanceProfile, context, input.InstanceProfileName, input.Tags);
  return {};
});
