import { operation } from '../../define-service.ts';
import { useBoundary } from '../attachments.ts';
import { createEntity, makeEntity, role } from '../entity.ts';
import { DEFAULT_SESSION_SECONDS } from '../limits.ts';
import { policyLock } from '../managed-policies.ts';
import { parseTrustPolicy } from '../policy-document.ts';
import type { Role } from '../store.ts';
import { addTags } from '../tags.ts';
import { toRole } from '../wire.ts';

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateRole.html */
export const createRole = operation('iam', 'CreateRole', async (input, context) => {
  const boundary = input.PermissionsBoundary;
  const entity: Role = {
    ...makeEntity(role, context, input.RoleName, input.Path),
    trustPolicy: parseTrustPolicy(input.AssumeRolePolicyDocument),
    maxSessionSeconds: input.MaxSessionDuration ?? DEFAULT_SESSION_SECONDS,
    tags: addTags([], input.Tags),
    inlinePolicies: [],
    attachedPolicies: [],
    instanceProfiles: [],
    ...(input.Description !== undefined && { description: input.Description }),
    ...(boundary !== undefined && { boundaryArn: boundary }),
  };
  await createEntity(role, context, entity, {
    locks: boundary === undefined ? [] : [policyLock(boundary)],
    run: (tx) => (boundary === undefined ? undefined : useBoundary(tx, role, entity, boundary)),
  });
  return { Role: toRole(entity) };
});
