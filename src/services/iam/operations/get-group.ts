import { operation } from '../../define-service.ts';
import { findEntities, getEntity, group, toKey, user } from '../entity.ts';
import { pageOf } from '../page.ts';
import { groupMembers } from '../store.ts';
import { toGroup, toListedUser } from '../wire.ts';

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetGroup.html */
export const getGroup = operation('iam', 'GetGroup', async (input, context) => {
  const { store } = context;
  const entity = await getEntity(group, store, input.GroupName);
  const rows = await store.scan(groupMembers, { prefix: [toKey(entity.name)] });
  const { items, members } = pageOf(rows, ({ value }) => toKey(value), input);
  const users = await findEntities(
    user,
    store,
    items.map(({ value }) => value),
  );
  return { Group: toGroup(entity), Users: users.map(toListedUser), ...members };
});
