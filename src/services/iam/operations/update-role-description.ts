import { operation } from '../../define-service.ts';
import { role, updateEntity } from '../entity.ts';
import { required } from '../errors.ts';
import { toRole } from '../wire.ts';

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateRoleDescription.html */
export const updateRoleDescription = operation(
  'iam',
  'UpdateRoleDescription',
  async (input, context) => {
    const description = required(input.Description, 'description');
    const entity = await updateEntity(role, context, input.RoleName, (before) => ({
      ...before,
      description,
    }));
    return { Role: toRole(entity) };
  },
);
