import { operation } from '../../define-service.ts';
import { isBelow, pageOfTable } from '../page.ts';
import { users } from '../store.ts';
import { toListedUser } from '../wire.ts';

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListUsers.html */
export const listUsers = operation('iam', 'ListUsers', async (input, context) => {
  const { items, members } = await pageOfTable(
    context.store,
    users,
    input,
    isBelow(input.PathPrefix),
  );
  return { Users: items.map(toListedUser), ...members };
});
