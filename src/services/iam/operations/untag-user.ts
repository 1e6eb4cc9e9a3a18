import { operation } from '../../define-service.ts';
import { user } from '../entity.ts';
import { untagEntity } from '../tags.ts';

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_UntagUser.html */
export const untagUser = operation('iam', 'UntagUser', async (input, context) => {
  await untagEntity(user, context, input.UserName, input.TagKeys);
  return {};
});
