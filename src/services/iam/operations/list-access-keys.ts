import { operation } from '../../define-service.ts';
import { userNameOr } from '../access-keys.ts';
import { getEntity, user } from '../entity.ts';
import { pageOf } from '../page.ts';
import { toAccessKeyMetadata } from '../wire.ts';

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListAccessKeys.html */
export const listAccessKeys = operation('iam', 'ListAccessKeys', async (input, context) => {
  const owner = await getEntity(user, context.store, userNameOr(context, input.UserName));
  const { items, members } = pageOf(owner.accessKeys, (key) => key.id, input);
  return { AccessKeyMetadata: items.map((key) => toAccessKeyMetadata(owner, key)), ...members };
});
