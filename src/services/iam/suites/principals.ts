/** Roles, users and groups by one interface, for tests of the operations that exist for each of them. */
import type { IAM, Tag } from '@aws-sdk/client-iam';
import { LAMBDA_TRUST } from '../test-documents.ts';

export type PrincipalName = 'role' | 'user' | 'group';

type Document = { PolicyName: string; PolicyDocument: string };

/** The operations on one role, user or group that is called `x`. */
export interface PrincipalCalls {
  create: () => Promise<unknown>;
  put: (policy: Document) => Promise<unknown>;
  get: (
    PolicyName: string,
  ) => Promise<{ PolicyName?: string | undefined; PolicyDocument?: string | undefined }>;
  list: (
    page: object,
  ) => Promise<{ PolicyNames?: string[] | undefined; Marker?: string | undefined }>;
  remove: (PolicyName: string) => Promise<unknown>;
  attach: (PolicyArn: string) => Promise<unknown>;
  detach: (PolicyArn: string) => Promise<unknown>;
  listAttached: (page: object) => Promise<{
    AttachedPolicies?:
      | { PolicyName?: string | undefined; PolicyArn?: string | undefined }[]
      | undefined;
    Marker?: string | undefined;
  }>;
}

export interface TagCalls {
  create: () => Promise<unknown>;
  tag: (tags: Tag[]) => Promise<unknown>;
  untag: (keys: string[]) => Promise<unknown>;
  list: (page: object) => Promise<{ Tags?: Tag[] | undefined; Marker?: string | undefined }>;
}

export function principalCalls(iam: IAM, kind: PrincipalName): PrincipalCalls {
  const role = { RoleName: 'x' };
  const user = { UserName: 'x' };
  const group = { GroupName: 'x' };
  const calls: Record<PrincipalName, PrincipalCalls> = {
    role: {
      create: () => iam.createRole({ ...role, AssumeRolePolicyDocument: LAMBDA_TRUST }),
      put: (policy) => iam.putRolePolicy({ ...policy, ...role }),
      get: (PolicyName) => iam.getRolePolicy({ PolicyName, ...role }),
      list: (page) => iam.listRolePolicies({ ...page, ...role }),
      remove: (PolicyName) => iam.deleteRolePolicy({ PolicyName, ...role }),
      attach: (PolicyArn) => iam.attachRolePolicy({ PolicyArn, ...role }),
      detach: (PolicyArn) => iam.detachRolePolicy({ PolicyArn, ...role }),
      listAttached: (page) => iam.listAttachedRolePolicies({ ...page, ...role }),
    },
    user: {
      create: () => iam.createUser(user),
      put: (policy) => iam.putUserPolicy({ ...policy, ...user }),
      get: (PolicyName) => iam.getUserPolicy({ PolicyName, ...user }),
      list: (page) => iam.listUserPolicies({ ...page, ...user }),
      remove: (PolicyName) => iam.deleteUserPolicy({ PolicyName, ...user }),
      attach: (PolicyArn) => iam.attachUserPolicy({ PolicyArn, ...user }),
      detach: (PolicyArn) => iam.detachUserPolicy({ PolicyArn, ...user }),
      listAttached: (page) => iam.listAttachedUserPolicies({ ...page, ...user }),
    },
    group: {
      create: () => iam.createGroup(group),
      put: (policy) => iam.putGroupPolicy({ ...policy, ...group }),
      get: (PolicyName) => iam.getGroupPolicy({ PolicyName, ...group }),
      list: (page) => iam.listGroupPolicies({ ...page, ...group }),
      remove: (PolicyName) => iam.deleteGroupPolicy({ PolicyName, ...group }),
      attach: (PolicyArn) => iam.attachGroupPolicy({ PolicyArn, ...group }),
      detach: (PolicyArn) => iam.detachGroupPolicy({ PolicyArn, ...group }),
      listAttached: (page) => iam.listAttachedGroupPolicies({ ...page, ...group }),
    },
  };
  return calls[kind];
}
