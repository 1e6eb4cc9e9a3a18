/** An access control list as the policy that says the same: https://docs.aws.amazon.com/AmazonS3/latest/userguide/acl-overview.html#permissions */
import { canonicalId } from './canonical-id.ts';
import { ALL_USERS } from './grants.ts';
import type { Grant } from './store.ts';

type Permission = Grant['permission'];

const ACTIONS: Readonly<
  Record<'bucket' | 'object', Record<Exclude<Permission, 'FULL_CONTROL'>, string[]>>
> = {
  bucket: {
    READ: ['s3:ListBucket', 's3:ListBucketVersions', 's3:ListBucketMultipartUploads'],
    WRITE: ['s3:PutObject'],
    READ_ACP: ['s3:GetBucketAcl'],
    WRITE_ACP: ['s3:PutBucketAcl'],
  },
  object: {
    READ: ['s3:GetObject', 's3:GetObjectVersion'],
    WRITE: [],
    READ_ACP: ['s3:GetObjectAcl', 's3:GetObjectVersionAcl'],
    WRITE_ACP: ['s3:PutObjectAcl', 's3:PutObjectVersionAcl'],
  },
};

/**
 * @param grants absent: only the owner may, which needs no saying
 * @param account the caller's: canonical ids cannot be turned back into accounts
 * @returns the document
 */
export function aclPolicy(
  grants: readonly Grant[] | undefined,
  kind: 'bucket' | 'object',
  arn: string,
  account: string,
): string {
  const statements = (grants ?? []).flatMap((grant) => {
    const who = principalOf(grant, account);
    const actions = actionsOf(grant.permission, kind);
    if (!who || actions.length === 0) return [];
    const resources = kind === 'bucket' ? [arn, `${arn}/*`] : [arn];
    return [{ Effect: 'Allow', Action: actions, Resource: resources, ...who }];
  });
  // Of the older version, so that nothing in a key is taken for a variable.
  return JSON.stringify({ Version: '2008-10-17', Statement: statements });
}

function principalOf({ grantee }: Grant, account: string): object | undefined {
  if (grantee.type === 'CanonicalUser')
    return grantee.id === canonicalId(account) ? { Principal: { AWS: account } } : undefined;
  if (grantee.uri === ALL_USERS) return { Principal: '*' };
  if (!grantee.uri.endsWith('/AuthenticatedUsers')) return undefined;
  const condition = { StringNotEquals: { 'aws:PrincipalType': 'Anonymous' } };
  return { Principal: '*', Condition: condition };
}

function actionsOf(permission: Permission, kind: 'bucket' | 'object'): readonly string[] {
  return permission === 'FULL_CONTROL'
    ? Object.values(ACTIONS[kind]).flat()
    : ACTIONS[kind][permission];
}
