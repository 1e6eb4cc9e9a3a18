import { operation } from '../../define-service.ts';
import { getEntity, role } from '../entity.ts';
import { toRole } from '../wire.ts';

/** RoleLastUsed is always empty: use is not tracked. */
/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetRole.html */
export const getRole = operation('iam', 'GetRole', async (input, context) => ({
  Role: { ...toRole(await getEntity(role, context.store, input.RoleName)), RoleLastUsed: {} },
}));
