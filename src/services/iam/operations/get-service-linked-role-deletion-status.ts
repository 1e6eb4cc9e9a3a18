import { operation } from '../../define-service.ts';
import { noSuchEntity, required } from '../errors.ts';
import { roleDeletions } from '../store.ts';

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetServiceLinkedRoleDeletionStatus.html */
export const getServiceLinkedRoleDeletionStatus = operation(
  'iam',
  'GetServiceLinkedRoleDeletionStatus',
  async (input, context) => {
    const taskId = required(input.DeletionTaskId, 'deletionTaskId');
    if (await context.store.get(roleDeletions, [taskId])) return { Status: 'SUCCEEDED' as const };
    throw noSuchEntity(`The deletion task with id ${taskId} cannot be found.`);
  },
);
