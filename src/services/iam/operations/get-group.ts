import { operation } from '../../define-service.ts';
import { getEntity, group, toKey, user } from '../entity.ts';
import { pageOf } from '../page.ts';
import { groupMembers } from '../store.ts';
import { toGroup, toListedUser } from '../wire.ts';

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetGroup.html */
export const getGroup = operation('iam', 'GetGroup', async (input, context) => {
  const { store } = context;
  const entity = await getEntity(group, store, input.GroupName);
  const rows = await store.scan(groupMembers, { prefix: [toKey(entity.name)] });
  const { items, members } = pageOf(rows, ({ value }) => toKey(value), input);
  const found = await Promise.all(items.map(({ value }) => store.get(user.table, [toKey(value)])));
  const Users = found.filter((each) => each !== undefined).map(toListedUser);
  return { Group: toGroup(entity), Users, ...members };
});
