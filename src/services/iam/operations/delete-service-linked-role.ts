import { operation } from '../../define-service.ts';
import { deleteEntity, role } from '../entity.ts';
import { invalidInput } from '../errors.ts';
import { roleDeletions } from '../store.ts';

/**
 * AWS asks the service first and deletes later; here no service holds on to its role, so that the
 * task has succeeded by the time it is answered.
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteServiceLinkedRole.html
 */
export const deleteServiceLinkedRole = operation(
  'iam',
  'DeleteServiceLinkedRole',
  async (input, context) => {
    const { assertModifiable: _onlyItsService, ...deletable } = role;
    const taskNumber = context.ids.uuid();
    const deletedAtEpochMs = context.clock.now();
    let taskId = '';
    await deleteEntity(deletable, context, input.RoleName, (tx, entity) => {
      if (!entity.serviceLinked) {
        throw invalidInput(`The role with name ${entity.name} is not a service-linked role.`);
      }
      taskId = `task${entity.path}${entity.name}/${taskNumber}`;
      tx.put(roleDeletions, [taskId], { deletedAtEpochMs });
    });
    return { DeletionTaskId: taskId };
  },
);
