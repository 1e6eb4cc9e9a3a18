/** One shape for all named things of IAM: how each kind is stored, found, counted, changed and removed. */
import type { AwsError } from '../../protocol/aws-error.ts';
import type { Context } from '../context.ts';
import type { RowRef, Store, StoreTransaction, Table } from '../store.ts';
import { UPPER_BASE32 } from '../../platform/ids.ts';
import { formatArn, partitionOf } from '../../platform/arn.ts';
import { serviceError } from '../define-service.ts';
import { alreadyExists, noSuchEntity, quotaExceeded, required } from './errors.ts';
import { PER_ACCOUNT } from './limits.ts';
import {
  type Entity,
  entityCounts,
  groups,
  type InstanceProfile,
  instanceProfiles,
  policies,
  type ManagedPolicy,
  type Principal,
  type Role,
  roles,
  users,
} from './store.ts';

export type KindName = keyof typeof PER_ACCOUNT;

export interface Kind<T extends Entity> {
  readonly name: KindName;
  readonly table: Table<T>;
  readonly idPrefix: string;
  /** Begins the resource part of its ARNs. */
  readonly arnType: string;
  readonly missing: (name: string) => string;
  readonly exists: (name: string) => string;
  /** Throws for entities that nobody but AWS may change. */
  readonly assertModifiable?: (entity: T) => void;
}

/** Roles, users and groups: the kinds that policies are attached to. */
export type PrincipalKind<T extends Principal> = Kind<T> & {
  readonly name: 'role' | 'user' | 'group';
};

export const role: PrincipalKind<Role> = {
  ...principalKind('role', roles, 'AROA'),
  assertModifiable: (entity) => {
    if (entity.serviceLinked) throw protectedRole(entity.name);
  },
};

export const user = principalKind('user', users, 'AIDA');

export const group = principalKind('group', groups, 'AGPA');

export const instanceProfile: Kind<InstanceProfile> = {
  name: 'instanceProfile',
  table: instanceProfiles,
  idPrefix: 'AIPA',
  arnType: 'instance-profile',
  missing: (name) => `Instance Profile ${name} cannot be found.`,
  exists: (name) => `Instance Profile ${name} already exists.`,
};

export const managedPolicy: Kind<ManagedPolicy> = {
  name: 'policy',
  table: policies,
  idPrefix: 'ANPA',
  arnType: 'policy',
  missing: (name) => `Policy ${name} was not found.`,
  exists: (name) => `A policy called ${name} already exists. Duplicate names are not allowed.`,
};

function principalKind<T extends Principal>(
  name: 'role' | 'user' | 'group',
  table: Table<T>,
  idPrefix: string,
): PrincipalKind<T> {
  const capital = name.charAt(0).toUpperCase() + name.slice(1);
  return {
    name,
    table,
    idPrefix,
    arnType: name,
    missing: (wanted) => `The ${name} with name ${wanted} cannot be found.`,
    exists: (wanted) => `${capital} with name ${wanted} already exists.`,
  };
}

export type Reader = Pick<Store, 'get' | 'scan'> | StoreTransaction;

/** IAM compares names without case. AWS documents it for uniqueness; we hold lookups to the same rule. */
export function toKey(name: string): string {
  return name.toLowerCase();
}

/** @throws AwsError `NoSuchEntity` */
export async function getEntity<T extends Entity>(
  kind: Kind<T>,
  reader: Reader,
  name: string | undefined,
): Promise<T> {
  const wanted = required(name, `${kind.name}Name`);
  const found = await reader.get(kind.table, [toKey(wanted)]);
  if (!found) throw noSuchEntity(kind.missing(wanted));
  return found;
}

type Naming = Pick<Kind<never>, 'name' | 'idPrefix' | 'arnType'>;

/** The entities of these names, without those that are gone. */
export async function findEntities<T extends Entity>(
  kind: Kind<T>,
  reader: Reader,
  names: readonly string[],
): Promise<T[]> {
  const found = await Promise.all(names.map((name) => reader.get(kind.table, [toKey(name)])));
  return found.filter((each) => each !== undefined);
}

/** Name, id, path and ARN of a new entity. */
export function makeEntity(
  kind: Naming,
  context: Context,
  name: string | undefined,
  path: string | undefined,
): Entity {
  const given = required(name, `${kind.name}Name`);
  const id = kind.idPrefix + context.ids.pick(UPPER_BASE32, 17);
  return {
    ...placeEntity(kind, context, given, path ?? '/'),
    id,
    createdAtEpochMs: context.clock.now(),
  };
}

/** The members that follow from name and path. */
export function placeEntity(
  kind: Naming,
  context: Context,
  name: string,
  path: string,
): Pick<Entity, 'name' | 'path' | 'arn'> {
  const partition = partitionOf(context.region);
  const resource = `${kind.arnType}${path}${name}`;
  return {
    name,
    path,
    arn: formatArn({ partition, service: 'iam', region: '', account: context.account, resource }),
  };
}

/** Runs in the commit that creates, changes or removes an entity. */
export type Effect<T> = (tx: StoreTransaction, entity: T) => Promise<void> | void;

/** @throws AwsError `EntityAlreadyExists`, `LimitExceeded` */
export async function createEntity<T extends Entity>(
  kind: Kind<T>,
  context: Context,
  entity: T,
  effect?: { locks: readonly RowRef[]; run: Effect<T> },
): Promise<T> {
  const key = toKey(entity.name);
  const locks: RowRef[] = [
    [kind.table, [key]],
    [entityCounts, [kind.name]],
    ...(effect?.locks ?? []),
  ];
  await context.store.transact(locks, async (tx) => {
    if (await tx.get(kind.table, [key])) throw alreadyExists(kind.exists(entity.name));
    const { quota, max } = PER_ACCOUNT[kind.name];
    const count = (await tx.get(entityCounts, [kind.name])) ?? 0;
    if (count >= max) throw quotaExceeded(quota, max);
    await effect?.run(tx, entity);
    tx.put(kind.table, [key], entity);
    tx.put(entityCounts, [kind.name], count + 1);
  });
  return entity;
}

/**
 * Replaces an entity by what `change` makes of it; all that `change` does through `tx` commits with it.
 * @throws AwsError `NoSuchEntity`, `UnmodifiableEntity`, and what `change` throws
 */
export async function updateEntity<T extends Entity>(
  kind: Kind<T>,
  context: Context,
  name: string | undefined,
  change: (entity: T, tx: StoreTransaction) => Promise<T> | T,
  locks: readonly RowRef[] = [],
): Promise<T> {
  const key = [toKey(required(name, `${kind.name}Name`))];
  return context.store.transact([[kind.table, key], ...locks], async (tx) => {
    const before = await getEntity(kind, tx, name);
    kind.assertModifiable?.(before);
    const after = await change(before, tx);
    tx.put(kind.table, key, after);
    return after;
  });
}

/**
 * @param check throws `DeleteConflict` while something still hangs on the entity
 * @throws AwsError `NoSuchEntity`, `UnmodifiableEntity`, and what `check` throws
 */
export async function deleteEntity<T extends Entity>(
  kind: Kind<T>,
  context: Context,
  name: string | undefined,
  check: Effect<T>,
): Promise<void> {
  const key = [toKey(required(name, `${kind.name}Name`))];
  const locks: RowRef[] = [
    [kind.table, key],
    [entityCounts, [kind.name]],
  ];
  await context.store.transact(locks, async (tx) => {
    const entity = await getEntity(kind, tx, name);
    kind.assertModifiable?.(entity);
    await check(tx, entity);
    tx.delete(kind.table, key);
    tx.put(entityCounts, [kind.name], ((await tx.get(entityCounts, [kind.name])) ?? 1) - 1);
  });
}

export function protectedRole(name: string): AwsError {
  return serviceError(
    'iam',
    'UnmodifiableEntityException',
    `Cannot perform the operation on the protected role '${name}' - this role is only modifiable by AWS`,
  );
}
