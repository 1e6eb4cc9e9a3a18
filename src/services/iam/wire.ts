/** Records in the SDK's words. */
import type {
  AccessKeyMetadata,
  AttachedPermissionsBoundary,
  Group as WireGroup,
  InstanceProfile as WireInstanceProfile,
  Policy as WirePolicy,
  PolicyVersion as WirePolicyVersion,
  Role as WireRole,
  User as WireUser,
} from '@aws-sdk/client-iam';
import type { Context } from '../context.ts';
import { type Reader, role, toKey } from './entity.ts';
import { countUses } from './managed-policies.ts';
import { encodeDocument } from './policy-document.ts';
import type {
  AccessKey,
  Bounded,
  Group,
  InstanceProfile,
  ManagedPolicy,
  PolicyVersion,
  Role,
  User,
} from './store.ts';
import { toWireTags, toWireTagsOrNone } from './tags.ts';

/** As ListRoles shows it: without tags, boundary and last use. */
export function toListedRole(entity: Role): WireRole {
  return {
    Path: entity.path,
    RoleName: entity.name,
    RoleId: entity.id,
    Arn: entity.arn,
    CreateDate: toDate(entity.createdAtEpochMs),
    AssumeRolePolicyDocument: encodeDocument(entity.trustPolicy),
    Description: entity.description,
    MaxSessionDuration: entity.maxSessionSeconds,
  };
}

export function toRole(entity: Role): WireRole {
  return {
    ...toListedRole(entity),
    PermissionsBoundary: toBoundary(entity),
    Tags: toWireTagsOrNone(entity.tags),
  };
}

/** As ListUsers and GetGroup show it: without tags and boundary. */
export function toListedUser(entity: User): WireUser {
  return {
    Path: entity.path,
    UserName: entity.name,
    UserId: entity.id,
    Arn: entity.arn,
    CreateDate: toDate(entity.createdAtEpochMs),
  };
}

export function toUser(entity: User): WireUser {
  return {
    ...toListedUser(entity),
    PermissionsBoundary: toBoundary(entity),
    Tags: toWireTagsOrNone(entity.tags),
  };
}

export function toGroup(entity: Group): WireGroup {
  return {
    Path: entity.path,
    GroupName: entity.name,
    GroupId: entity.id,
    Arn: entity.arn,
    CreateDate: toDate(entity.createdAtEpochMs),
  };
}

/** With its role in full. */
export async function toInstanceProfile(
  reader: Reader,
  entity: InstanceProfile,
): Promise<WireInstanceProfile> {
  const held =
    entity.role === undefined ? undefined : await reader.get(role.table, [toKey(entity.role)]);
  return {
    Path: entity.path,
    InstanceProfileName: entity.name,
    InstanceProfileId: entity.id,
    Arn: entity.arn,
    CreateDate: toDate(entity.createdAtEpochMs),
    Roles: held ? [toListedRole(held)] : [],
    Tags: toWireTags(entity.tags),
  };
}

/** As ListPolicies shows it: without description and tags. */
export function toListedPolicy(
  entity: ManagedPolicy,
  uses: { attachments: number; boundaries: number },
): WirePolicy {
  return {
    PolicyName: entity.name,
    PolicyId: entity.id,
    Arn: entity.arn,
    Path: entity.path,
    DefaultVersionId: `v${entity.defaultVersion}`,
    AttachmentCount: uses.attachments,
    PermissionsBoundaryUsageCount: uses.boundaries,
    IsAttachable: true,
    CreateDate: toDate(entity.createdAtEpochMs),
    UpdateDate: toDate(entity.updatedAtEpochMs),
  };
}

export async function toPolicy(context: Context, entity: ManagedPolicy): Promise<WirePolicy> {
  const attachments = await countUses(context.store, entity.arn, 'PermissionsPolicy');
  const boundaries = await countUses(context.store, entity.arn, 'PermissionsBoundary');
  return {
    ...toListedPolicy(entity, { attachments, boundaries }),
    Description: entity.description,
    Tags: toWireTags(entity.tags),
  };
}

/** As ListPolicyVersions shows it: without the document. */
export function toListedVersion(
  policy: ManagedPolicy,
  number: number,
  version: Pick<PolicyVersion, 'createdAtEpochMs'>,
): WirePolicyVersion {
  return {
    VersionId: `v${number}`,
    IsDefaultVersion: number === policy.defaultVersion,
    CreateDate: toDate(version.createdAtEpochMs),
  };
}

export function toAccessKeyMetadata(entity: User, key: AccessKey): AccessKeyMetadata {
  return {
    UserName: entity.name,
    AccessKeyId: key.id,
    Status: key.active ? 'Active' : 'Inactive',
    CreateDate: toDate(key.createdAtEpochMs),
  };
}

/** IAM tells whole seconds. */
function toDate(atEpochMs: number): Date {
  return new Date(Math.floor(atEpochMs / 1000) * 1000);
}

function toBoundary(entity: Bounded): AttachedPermissionsBoundary | undefined {
  if (entity.boundaryArn === undefined) return undefined;
  // AWS answers `Policy`; its model, and so the SDK's type, says `PermissionsBoundaryPolicy`.
  const type = 'Policy' as 'PermissionsBoundaryPolicy';
  return { PermissionsBoundaryType: type, PermissionsBoundaryArn: entity.boundaryArn };
}

/** As the List operations show them: without tags. */
export async function toListedInstanceProfiles(
  reader: Reader,
  entities: readonly InstanceProfile[],
): Promise<WireInstanceProfile[]> {
  const full = await Promise.all(entities.map((each) => toInstanceProfile(reader, each)));
  return full.map(({ Tags: _tags, ...listed }) => listed);
}
