import { operation } from '../../define-service.ts';
import { getEntity, instanceProfile } from '../entity.ts';
import { toTagPage } from '../tags.ts';

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListInstanceProfileTags.html */
export const listInstanceProfileTags = operation(
  'iam',
  'ListInstanceProfileTags',
  async (input, context) =>
    toTagPage(await getEntity(instanceProfile, context.store, input.InstanceProfileName), input),
);
