/** What IAM keeps: per account, in no region. Keys hold names in lower case, since IAM names differ by more than case. */
import { defineTable, type Table } from '../store.ts';

export interface Tag {
  key: string;
  value: string;
}

/** What every named thing in IAM has. */
export interface Entity {
  name: string;
  /** Unique and never used again, such as `AROA…`. */
  id: string;
  /** `/` or `/…/`. */
  path: string;
  arn: string;
  createdAtEpochMs: number;
}

export interface Tagged {
  /** Sorted by key. */
  tags: Tag[];
}

export interface InlinePolicy {
  name: string;
  /** As it was sent. */
  document: string;
}

/** A role, user or group: what policies are attached to. */
export interface Principal extends Entity {
  /** Sorted by name. */
  inlinePolicies: InlinePolicy[];
  /** ARNs, sorted. */
  attachedPolicies: string[];
}

export interface Bounded {
  boundaryArn?: string;
}

export interface Role extends Principal, Tagged, Bounded {
  trustPolicy: string;
  description?: string;
  maxSessionSeconds: number;
  /** Names. */
  instanceProfiles: string[];
  /** Only its service may change it. */
  serviceLinked?: boolean;
}

export interface AccessKey {
  id: string;
  active: boolean;
  createdAtEpochMs: number;
}

export interface User extends Principal, Tagged, Bounded {
  /** Names. */
  groups: string[];
  accessKeys: AccessKey[];
}

export type Group = Principal;

export interface InstanceProfile extends Entity, Tagged {
  role?: string;
}

export interface ManagedPolicy extends Entity, Tagged {
  description?: string;
  updatedAtEpochMs: number;
  /** Numbers of the versions; `v1` is 1. */
  defaultVersion: number;
  lastVersion: number;
  versions: number[];
}

export interface PolicyVersion {
  document: string;
  createdAtEpochMs: number;
}

/** That a policy is attached to an entity, or is its boundary. */
export interface PolicyUse {
  name: string;
  id: string;
  path: string;
}

const table = <T>(name: string): Table<T> =>
  defineTable<T>({ service: 'iam', name, scope: 'account', version: 1 });

/** By name in lower case. */
export const roles = table<Role>('roles');
export const users = table<User>('users');
export const groups = table<Group>('groups');
export const instanceProfiles = table<InstanceProfile>('instance-profiles');
export const policies = table<ManagedPolicy>('policies');
/** By policy name in lower case and version number. */
export const policyVersions = table<PolicyVersion>('policy-versions');
/** By policy ARN, usage (`PermissionsPolicy`, `PermissionsBoundary`), kind of entity, entity name in lower case. */
export const policyUses = table<PolicyUse>('policy-uses');
/** By group and user name in lower case; the value is the user's name. */
export const groupMembers = table<string>('group-members');
/** By kind of entity: how many there are. */
export const entityCounts = table<number>('entity-counts');
/** By deletion task id: when the service-linked role was deleted. */
export const roleDeletions = table<{ deletedAtEpochMs: number }>('role-deletions');
/** One row, `['alias']`. */
export const accountAlias = table<string>('account-alias');
/** By alias: whose it is. Aliases are unique among all accounts. */
export const aliasOwners = defineTable<string>({
  service: 'iam',
  name: 'alias-owners',
  scope: 'partition',
  version: 1,
});
