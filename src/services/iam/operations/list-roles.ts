import { operation } from '../../define-service.ts';
import { isBelow, pageOfTable } from '../page.ts';
import { roles } from '../store.ts';
import { toListedRole } from '../wire.ts';

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListRoles.html */
export const listRoles = operation('iam', 'ListRoles', async (input, context) => {
  const { items, members } = await pageOfTable(
    context.store,
    roles,
    input,
    isBelow(input.PathPrefix),
  );
  return { Roles: items.map(toListedRole), ...members };
});
