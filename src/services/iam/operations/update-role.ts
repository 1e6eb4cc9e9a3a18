import { operation } from '../../define-service.ts';
import { role, updateEntity } from '../entity.ts';

/** A member that is left out stays as it was. */
/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateRole.html */
export const updateRole = operation('iam', 'UpdateRole', async (input, context) => {
  await updateEntity(role, context, input.RoleName, (entity) => ({
    ...entity,
    ...(input.Description !== undefined && { description: input.Description }),
    ...(input.MaxSessionDuration !== undefined && { maxSessionSeconds: input.MaxSessionDuration }),
  }));
  return {};
});
