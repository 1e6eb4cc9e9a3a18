import { operation } from '../../define-service.ts';
import { createEntity, makeEntity, role } from '../entity.ts';
import { required } from '../errors.ts';
import { DEFAULT_SESSION_SECONDS } from '../limits.ts';
import { nameServiceLinkedRole } from '../service-linked-roles.ts';
import type { Role } from '../store.ts';
import { toRole } from '../wire.ts';

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateServiceLinkedRole.html */
export const createServiceLinkedRole = operation(
  'iam',
  'CreateServiceLinkedRole',
  async (input, context) => {
    const service = required(input.AWSServiceName, 'aWSServiceName');
    const name = nameServiceLinkedRole(service, input.CustomSuffix);
    const trust = {
      Effect: 'Allow',
      Principal: { Service: [service] },
      Action: ['sts:AssumeRole'],
    };
    const entity: Role = {
      ...makeEntity(role, context, name, `/aws-service-role/${service}/`),
      trustPolicy: JSON.stringify({ Version: '2012-10-17', Statement: [trust] }),
      maxSessionSeconds: DEFAULT_SESSION_SECONDS,
      serviceLinked: true,
      tags: [],
      inlinePolicies: [],
      attachedPolicies: [],
      instanceProfiles: [],
      ...(input.Description !== undefined && { description: input.Description }),
    };
    await createEntity({ ...role, exists: taken }, context, entity);
    return { Role: toRole(entity) };
  },
);

function taken(name: string): string {
  return `Service role name ${name} has been taken in this account, please try a different suffix.`;
}
