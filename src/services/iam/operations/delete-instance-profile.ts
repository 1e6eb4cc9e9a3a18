import { operation } from '../../define-service.ts';
import { deleteEntity, instanceProfile } from '../entity.ts';
import { deleteConflict } from '../errors.ts';

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteInstanceProfile.html */
export const deleteInstanceProfile = operation(
  'iam',
  'DeleteInstanceProfile',
  async (input, context) => {
    await deleteEntity(instanceProfile, context, input.InstanceProfileName, (_tx, entity) => {
      if (entity.role !== undefined)
        throw deleteConflict('must remove roles from instance profile first');
    });
    return {};
  },
);
