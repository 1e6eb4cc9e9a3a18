import { operation } from '../../define-service.ts';
import { findEntities, getEntity, group, toKey, user } from '../entity.ts';
import { pageOf } from '../page.ts';
import { toGroup } from '../wire.ts';

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListGroupsForUser.html */
export const listGroupsForUser = operation('iam', 'ListGroupsForUser', async (input, context) => {
  const { store } = context;
  const member = await getEntity(user, store, input.UserName);
  const { items, members } = pageOf(member.groups, toKey, input);
  const groups = await findEntities(group, store, items);
  return { Groups: groups.map(toGroup), ...members };
});
