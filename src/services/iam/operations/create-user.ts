import { operation } from '../../define-service.ts';
import { useBoundary } from '../attachments.ts';
import { createEntity, makeEntity, user } from '../entity.ts';
import { policyLock } from '../managed-policies.ts';
import type { User } from '../store.ts';
import { addTags } from '../tags.ts';
import { toUser } from '../wire.ts';

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateUser.html */
export const createUser = operation('iam', 'CreateUser', async (input, context) => {
  const boundary = input.PermissionsBoundary;
  const entity: User = {
    ...makeEntity(user, context, input.UserName, input.Path),
    tags: addTags([], input.Tags),
    inlinePolicies: [],
    attachedPolicies: [],
    groups: [],
    accessKeys: [],
    ...(boundary !== undefined && { boundaryArn: boundary }),
  };
  await createEntity(user, context, entity, {
    locks: boundary === undefined ? [] : [policyLock(boundary)],
    run: (tx) => (boundary === undefined ? undefined : useBoundary(tx, user, entity, boundary)),
  });
  return { User: toUser(entity) };
});
