import { operation } from '../../define-service.ts';
import { getEntity, role } from '../entity.ts';
import { toTagPage } from '../tags.ts';

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListRoleTags.html */
export const listRoleTags = operation('iam', 'ListRoleTags', async (input, context) =>
  toTagPage(await getEntity(role, context.store, input.RoleName), input),
);
