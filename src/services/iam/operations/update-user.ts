import { operation } from '../../define-service.ts';
import { writeUserCredentials } from '../access-keys.ts';
import { renameUses } from '../attachments.ts';
import { getEntity, placeEntity, toKey, user } from '../entity.ts';
import { alreadyExists } from '../errors.ts';
import { groupMembers, type User, users } from '../store.ts';

/** A new name or path gives a new ARN: what points to the user by name follows in the same commit. */
/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateUser.html */
export const updateUser = operation('iam', 'UpdateUser', async (input, context) => {
  const before = await getEntity(user, context.store, input.UserName);
  const name = input.NewUserName ?? before.name;
  const [from, to] = [toKey(before.name), toKey(name)];
  await context.store.transact(
    [
      [users, [from]],
      [users, [to]],
    ],
    async (tx) => {
      const current = await getEntity(user, tx, before.name);
      if (to !== from && (await tx.get(users, [to]))) throw alreadyExists(user.exists(name));
      const after: User = {
        ...current,
        ...placeEntity(user, context, name, input.NewPath ?? current.path),
      };
      renameUses(tx, user, current, after);
      for (const each of current.groups) {
        tx.delete(groupMembers, [toKey(each), from]);
        tx.put(groupMembers, [toKey(each), to], name);
      }
      tx.delete(users, [from]);
      tx.put(users, [to], after);
      await writeUserCredentials(tx, context, after);
    },
  );
  return {};
});
