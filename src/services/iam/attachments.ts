/** Managed policies attached to roles, users and groups, or set as their permissions boundary. */
import type { Context } from '../context.ts';
import type { StoreTransaction } from '../store.ts';
import { getEntity, type Kind, type PrincipalKind, toKey, updateEntity } from './entity.ts';
import { noSuchEntity, quotaExceeded, required } from './errors.ts';
import { ATTACHED_POLICIES_MAX } from './limits.ts';
import {
  findPolicy,
  getAttachablePolicy,
  policyLock,
  type PolicyUsage,
} from './managed-policies.ts';
import { type PageMembers, pageOf, type PageRequest } from './page.ts';
import { type Bounded, type Entity, type Principal, policyUses } from './store.ts';

const QUOTAS = {
  role: 'PoliciesPerRole',
  user: 'PoliciesPerUser',
  group: 'PoliciesPerGroup',
} as const;

/** Attaching what is attached already changes nothing and succeeds. */
export async function attachPolicy<T extends Principal>(
  kind: PrincipalKind<T>,
  context: Context,
  name: string | undefined,
  policyArn: string | undefined,
): Promise<void> {
  const arn = required(policyArn, 'policyArn');
  await updateEntity(
    kind,
    context,
    name,
    async (entity, tx) => {
      await getAttachablePolicy(tx, arn);
      if (entity.attachedPolicies.includes(arn)) return entity;
      if (entity.attachedPolicies.length >= ATTACHED_POLICIES_MAX) {
        throw quotaExceeded(QUOTAS[kind.name], ATTACHED_POLICIES_MAX);
      }
      recordUse(tx, arn, 'PermissionsPolicy', kind, entity);
      return { ...entity, attachedPolicies: [...entity.attachedPolicies, arn].toSorted() };
    },
    [policyLock(arn)],
  );
}

/** @throws AwsError `NoSuchEntity`, also when the policy exists but is not attached */
export async function detachPolicy<T extends Principal>(
  kind: PrincipalKind<T>,
  context: Context,
  name: string | undefined,
  policyArn: string | undefined,
): Promise<void> {
  const arn = required(policyArn, 'policyArn');
  await updateEntity(kind, context, name, (entity, tx) => {
    if (!entity.attachedPolicies.includes(arn)) throw noSuchEntity(`Policy ${arn} was not found.`);
    forgetUse(tx, arn, 'PermissionsPolicy', kind, entity);
    return { ...entity, attachedPolicies: entity.attachedPolicies.filter((each) => each !== arn) };
  });
}

export async function listAttachedPolicies<T extends Principal>(
  kind: PrincipalKind<T>,
  context: Context,
  name: string | undefined,
  request: PageRequest & { PathPrefix?: string | undefined },
): Promise<PageMembers & { AttachedPolicies: { PolicyName: string; PolicyArn: string }[] }> {
  const entity = await getEntity(kind, context.store, name);
  const below = entity.attachedPolicies.filter((arn) => isArnBelow(arn, request.PathPrefix));
  const { items, members } = pageOf(below, (arn) => arn, request);
  const AttachedPolicies = items.map((arn) => ({ PolicyName: nameOfArn(arn), PolicyArn: arn }));
  return { AttachedPolicies, ...members };
}

/** @param boundary undefined removes it */
export async function setBoundary<T extends Principal & Bounded>(
  kind: PrincipalKind<T>,
  context: Context,
  name: string | undefined,
  boundary: string | undefined,
): Promise<void> {
  const locks = boundary === undefined ? [] : [policyLock(boundary)];
  await updateEntity(
    kind,
    context,
    name,
    async (entity, tx) => {
      const { boundaryArn: before, ...rest } = entity;
      if (before !== undefined) forgetUse(tx, before, 'PermissionsBoundary', kind, entity);
      if (boundary === undefined) return rest as T;
      await useBoundary(tx, kind, entity, boundary);
      return { ...entity, boundaryArn: boundary };
    },
    locks,
  );
}

/** Notes that a new or changed entity has this boundary. The policy must be locked. */
export async function useBoundary(
  tx: StoreTransaction,
  kind: Pick<Kind<never>, 'name'>,
  entity: Entity,
  boundary: string,
): Promise<void> {
  if (!(await findPolicy(tx, boundary))) {
    throw noSuchEntity(`Scope ARN: ${boundary} does not exist or is not attachable.`);
  }
  recordUse(tx, boundary, 'PermissionsBoundary', kind, entity);
}

/** Moves what is noted about an entity to its new name and path. */
export function renameUses<T extends Principal & Bounded>(
  tx: StoreTransaction,
  kind: Pick<Kind<never>, 'name'>,
  before: T,
  after: T,
): void {
  const uses = before.attachedPolicies.map((arn) => [arn, 'PermissionsPolicy'] as const);
  const boundaries = before.boundaryArn === undefined ? [] : [before.boundaryArn];
  for (const [arn, usage] of [
    ...uses,
    ...boundaries.map((arn) => [arn, 'PermissionsBoundary'] as const),
  ]) {
    forgetUse(tx, arn, usage, kind, before);
    recordUse(tx, arn, usage, kind, after);
  }
}

export function forgetUse(
  tx: StoreTransaction,
  arn: string,
  usage: PolicyUsage,
  kind: Pick<Kind<never>, 'name'>,
  entity: Entity,
): void {
  tx.delete(policyUses, [arn, usage, kind.name, toKey(entity.name)]);
}

function recordUse(
  tx: StoreTransaction,
  arn: string,
  usage: PolicyUsage,
  kind: Pick<Kind<never>, 'name'>,
  { name, id, path }: Entity,
): void {
  tx.put(policyUses, [arn, usage, kind.name, toKey(name)], { name, id, path });
}

function nameOfArn(arn: string): string {
  return arn.slice(arn.lastIndexOf('/') + 1);
}

function isArnBelow(arn: string, prefix: string | undefined): boolean {
  return (
    prefix === undefined || arn.slice(arn.indexOf(':policy') + ':policy'.length).startsWith(prefix)
  );
}
