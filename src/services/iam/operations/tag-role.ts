import { operation } from '../../define-service.ts';
import { role } from '../entity.ts';
import { tagEntity } from '../tags.ts';

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_TagRole.html */
export const tagRole = operation('iam', 'TagRole', async (input, context) => {
  await tagEntity(role, context, input.RoleName, input.Tags);
  return {};
});
