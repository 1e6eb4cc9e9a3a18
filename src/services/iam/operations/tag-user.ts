import { operation } from '../../define-service.ts';
import { user } from '../entity.ts';
import { tagEntity } from '../tags.ts';

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_TagUser.html */
export const tagUser = operation('iam', 'TagUser', async (input, context) => {
  await tagEntity(user, context, input.UserName, input.Tags);
  return {};
});
