/** Access control lists: https://docs.aws.amazon.com/AmazonS3/latest/userguide/acl-overview.html */
import type { Grant as WireGrant, Owner } from '@aws-sdk/client-s3';
import type { Context } from '../context.ts';
import type { Store, StoreTransaction } from '../store.ts';
import { canonicalId } from './canonical-id.ts';
import { accessDenied, invalidArgument, malformedXml, s3Error } from './errors.ts';
import { getSetting } from './settings.ts';
import type { BucketRecord, Grant } from './store.ts';

export const OWNERSHIPS: ReadonlySet<string> = new Set([
  'BucketOwnerEnforced',
  'BucketOwnerPreferred',
  'ObjectWriter',
]);
const GROUPS = 'http://acs.amazonaws.com/groups/';
export const ALL_USERS = `${GROUPS}global/AllUsers`;
const AUTHENTICATED_USERS = `${GROUPS}global/AuthenticatedUsers`;
const LOG_DELIVERY = `${GROUPS}s3/LogDelivery`;
const PERMISSIONS = ['FULL_CONTROL', 'READ', 'WRITE', 'READ_ACP', 'WRITE_ACP'] as const;

export interface AclInput {
  ACL?: string | undefined;
  GrantFullControl?: string | undefined;
  GrantRead?: string | undefined;
  GrantReadACP?: string | undefined;
  GrantWrite?: string | undefined;
  GrantWriteACP?: string | undefined;
}

/**
 * The grants that headers ask for; undefined when they ask for none.
 * @param owner the canonical id of who will own the thing
 * @throws AwsError AccessControlListNotSupported when the bucket's owner owns all, InvalidArgument, InvalidRequest
 */
export async function toGrants(
  context: Context,
  bucket: BucketRecord,
  input: AclInput,
  owner: string,
): Promise<Grant[] | undefined> {
  if (!hasAcl(input)) return undefined;
  // This one is always allowed, and says no more than the rule that forbids the others.
  if (input.ACL === 'bucket-owner-full-control' && !hasAcl({ ...input, ACL: undefined }))
    return undefined;
  await assertAclsEnabled(context.store, bucket);
  const grants = grantsOf(input, owner, canonicalId(bucket.account));
  await assertNotPublic(context.store, bucket, grants);
  return grants;
}

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html @throws AwsError AccessDenied */
export async function assertNotPublic(
  store: Pick<Store | StoreTransaction, 'get'>,
  bucket: BucketRecord,
  grants: readonly Grant[],
): Promise<void> {
  const isPublic = grants.some(
    ({ grantee }) => grantee.type === 'Group' && grantee.uri.startsWith(`${GROUPS}global/`),
  );
  if (!isPublic) return;
  const block = await getSetting(store, bucket.name, 'publicAccessBlock');
  if (block?.BlockPublicAcls) throw accessDenied();
}

export function hasAcl(input: AclInput): boolean {
  return [
    input.ACL,
    input.GrantFullControl,
    input.GrantRead,
    input.GrantReadACP,
    input.GrantWrite,
    input.GrantWriteACP,
  ].some((value) => value !== undefined);
}

/** Since 2023 new buckets have them off. @throws AwsError AccessControlListNotSupported (400) */
export async function assertAclsEnabled(
  store: Pick<Store | StoreTransaction, 'get'>,
  bucket: BucketRecord,
): Promise<void> {
  const ownership = await getSetting(store, bucket.name, 'ownership');
  const rule = ownership?.Rules?.[0]?.ObjectOwnership;
  if (rule === 'BucketOwnerPreferred' || rule === 'ObjectWriter') return;
  throw s3Error(400, 'AccessControlListNotSupported', 'The bucket does not allow ACLs');
}

/** @throws AwsError InvalidArgument, InvalidRequest */
export function grantsOf(input: AclInput, owner: string, bucketOwner: string): Grant[] {
  const { ACL, ...headers } = input;
  if (ACL === undefined) return fromHeaders(headers);
  if (hasAcl(headers))
    throw s3Error(
      400,
      'InvalidRequest',
      'Specifying both Canned ACLs and Header Grants is not allowed',
    );
  const full = (id: string): Grant => ({
    grantee: { type: 'CanonicalUser', id },
    permission: 'FULL_CONTROL',
  });
  const group = (uri: string, permission: Grant['permission']): Grant => ({
    grantee: { type: 'Group', uri },
    permission,
  });
  const canned: Record<string, Grant[]> = {
    private: [],
    'public-read': [group(ALL_USERS, 'READ')],
    'public-read-write': [group(ALL_USERS, 'READ'), group(ALL_USERS, 'WRITE')],
    'authenticated-read': [group(AUTHENTICATED_USERS, 'READ')],
    'log-delivery-write': [group(LOG_DELIVERY, 'WRITE'), group(LOG_DELIVERY, 'READ_ACP')],
    'aws-exec-read': [],
    'bucket-owner-read': [
      { grantee: { type: 'CanonicalUser', id: bucketOwner }, permission: 'READ' },
    ],
    'bucket-owner-full-control': bucketOwner === owner ? [] : [full(bucketOwner)],
  };
  const more = Object.hasOwn(canned, ACL) ? canned[ACL] : undefined;
  if (!more) throw invalidArgument('', 'x-amz-acl', ACL);
  return [full(owner), ...more];
}

/** `id="…", uri="…"` */
function fromHeaders(input: AclInput): Grant[] {
  const lists = [
    [input.GrantFullControl, 'FULL_CONTROL'],
    [input.GrantRead, 'READ'],
    [input.GrantWrite, 'WRITE'],
    [input.GrantReadACP, 'READ_ACP'],
    [input.GrantWriteACP, 'WRITE_ACP'],
  ] as const;
  return lists.flatMap(([list, permission]) =>
    (list ?? '')
      .split(',')
      .filter((item) => item.trim() !== '')
      .map((item) => ({ grantee: toGrantee(item), permission })),
  );
}

function toGrantee(item: string): Grant['grantee'] {
  const [, type = '', value = ''] = /^\s*(\w+)\s*=\s*"?([^"]*)"?\s*$/.exec(item) ?? [];
  if (type.toLowerCase() === 'uri') return { type: 'Group', uri: assertGroup(value) };
  if (type.toLowerCase() === 'id') return { type: 'CanonicalUser', id: value };
  throw invalidArgument('Argument format not recognized', 'x-amz-grant', item.trim());
}

function assertGroup(uri: string): string {
  if ([ALL_USERS, AUTHENTICATED_USERS, LOG_DELIVERY].includes(uri)) return uri;
  throw invalidArgument('Invalid group uri', 'uri', uri);
}

/** An AccessControlPolicy from a body. @throws AwsError MalformedACLError, InvalidArgument */
export function fromWireGrants(list: readonly WireGrant[]): Grant[] {
  return list.map(({ Grantee, Permission }) => {
    const permission = PERMISSIONS.find((each) => each === Permission);
    if (!permission || !Grantee) throw malformedXml();
    if (Grantee.URI !== undefined)
      return { grantee: { type: 'Group', uri: assertGroup(Grantee.URI) }, permission };
    if (!Grantee.ID) throw invalidArgument('Invalid id', 'CanonicalUser/ID', Grantee.ID ?? '');
    return { grantee: { type: 'CanonicalUser', id: Grantee.ID }, permission };
  });
}

/** @param grants absent: only the owner may */
export function toWireGrants(grants: readonly Grant[] | undefined, owner: string): WireGrant[] {
  const all: readonly Grant[] = grants ?? [
    { grantee: { type: 'CanonicalUser', id: owner }, permission: 'FULL_CONTROL' },
  ];
  return all.map(({ grantee, permission }) => ({
    Grantee:
      grantee.type === 'Group'
        ? { Type: 'Group', URI: grantee.uri }
        : { Type: 'CanonicalUser', ID: grantee.id },
    Permission: permission,
  }));
}

export function ownerOf(account: string): Owner {
  return { ID: canonicalId(account) };
}

/** What PutBucketAcl or PutObjectAcl asks for: headers, or a body. @throws AwsError MissingSecurityHeader, UnexpectedContent */
export function requestedGrants(
  input: AclInput & { AccessControlPolicy?: { Grants?: WireGrant[] | undefined } | undefined },
  owner: string,
  bucketOwner: string,
): Grant[] {
  const { AccessControlPolicy: policy, ...headers } = input;
  if (policy && hasAcl(headers))
    throw s3Error(400, 'UnexpectedContent', 'This request does not support content');
  if (policy) return fromWireGrants(policy.Grants ?? []);
  if (hasAcl(headers)) return grantsOf(headers, owner, bucketOwner);
  throw s3Error(400, 'MissingSecurityHeader', 'Your request was missing a required header', {
    MissingHeaderName: 'x-amz-acl',
  });
}
