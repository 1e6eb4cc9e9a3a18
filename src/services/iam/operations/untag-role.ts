import { operation } from '../../define-service.ts';
import { role } from '../entity.ts';
import { untagEntity } from '../tags.ts';

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_UntagRole.html */
export const untagRole = operation('iam', 'UntagRole', async (input, context) => {
  await untagEntity(role, context, input.RoleName, input.TagKeys);
  return {};
});
