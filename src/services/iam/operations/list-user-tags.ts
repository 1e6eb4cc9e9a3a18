import { operation } from '../../define-service.ts';
import { getEntity, user } from '../entity.ts';
import { toTagPage } from '../tags.ts';

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListUserTags.html */
export const listUserTags = operation('iam', 'ListUserTags', async (input, context) =>
  toTagPage(await getEntity(user, context.store, input.UserName), input),
);
