import { operation } from '../../define-service.ts';
import { createEntity, group, makeEntity } from '../entity.ts';
import { toGroup } from '../wire.ts';

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateGroup.html */
export const createGroup = operation('iam', 'CreateGroup', async (input, context) => {
  const base = makeEntity(group, context, input.GroupName, input.Path);
  const entity = await createEntity(group, context, {
    ...base,
    inlinePolicies: [],
    attachedPolicies: [],
  });
  return { Group: toGroup(entity) };
});
