/** Who may do what with buckets and objects: policy, ACL and public access block beside the caller's own policies. */
import type { ContextValues } from '../../authorization/context.ts';
import type { AuthorizedCall, Need, ServiceAuthorization } from '../authorizer.ts';
import { listOf, requestTagKeys, textOf } from '../call-input.ts';
import type { Context } from '../context.ts';
import { bucketAction, objectAction } from './actions.ts';
import { isPublic, parsePolicy } from './bucket-policy.ts';
import { aclPolicy } from './acl-policy.ts';
import { parseCopySource } from './copy-source.ts';
import { fromWireGrants } from './grants.ts';
import { getSetting } from './settings.ts';
import { type BucketRecord, buckets, type Grant } from './store.ts';
import { findVersion } from './versions.ts';

export const authorization: ServiceAuthorization = {
  async needsOf(call) {
    const { input, operation } = call;
    if (operation === 'ListBuckets') return [{ action: 's3:ListAllMyBuckets', resource: '*' }];
    const bucket = textOf(input, 'Bucket');
    if (bucket === undefined) return undefined;
    if (operation === 'DeleteObjects') return deletions(call, bucket);
    const needs = [await mainNeed(call, bucket)];
    const source = textOf(input, 'CopySource') ?? textOf(input, 'RenameSource');
    if (source !== undefined) needs.push(await sourceNeed(call, bucket, source));
    if (operation === 'RenameObject') {
      const key = textOf(input, 'RenameSource') ?? '';
      needs.push(
        await objectNeed(call.context, 's3:DeleteObject', bucket, { key: key.replace(/^\//, '') }),
      );
    }
    return needs;
  },
};

async function mainNeed(call: AuthorizedCall, bucket: string): Promise<Need> {
  const { input, operation } = call;
  const key = textOf(input, 'Key');
  const versionId = textOf(input, 'VersionId');
  const action = objectAction(operation, versionId !== undefined);
  if (action !== undefined && key !== undefined)
    return objectNeed(call.context, action, bucket, { key, versionId }, conditionKeys(call));
  return bucketNeed(call, bucketAction(operation), bucket);
}

async function sourceNeed(call: AuthorizedCall, bucket: string, source: string): Promise<Need> {
  if (call.operation === 'RenameObject')
    return objectNeed(call.context, 's3:GetObject', bucket, { key: source.replace(/^\//, '') });
  const { bucket: from, key, versionId } = parseCopySource(source);
  const action = versionId === undefined ? 's3:GetObject' : 's3:GetObjectVersion';
  return objectNeed(call.context, action, from, { key, versionId });
}

async function deletions(call: AuthorizedCall, bucket: string): Promise<Need[]> {
  const { Objects: objects } = (call.input['Delete'] ?? {}) as { Objects?: unknown };
  // A thousand keys are judged one by one; AWS refuses those that are not allowed and deletes the rest.
  return Promise.all(
    listOf(objects).map((each) => {
      const { Key: key = '', VersionId: versionId } = each as { Key?: string; VersionId?: string };
      const action = versionId === undefined ? 's3:DeleteObject' : 's3:DeleteObjectVersion';
      return objectNeed(call.context, action, bucket, { key, versionId });
    }),
  );
}

async function bucketNeed(call: AuthorizedCall, action: string, name: string): Promise<Need> {
  const { context } = call;
  const bucket = await context.store.get(buckets, [name]);
  const resource = `arn:aws:s3:::${name}`;
  return {
    action,
    resource,
    context: conditionKeys(call),
    ...(bucket && {
      resourceAccount: bucket.account,
      resourcePolicies: await policiesOf(context, bucket),
    }),
  };
}

/** What an action on one object needs of the context's caller. */
export async function objectNeed(
  context: Context,
  action: string,
  bucketName: string,
  { key, versionId }: { key: string; versionId?: string | undefined },
  keys: ContextValues = {},
): Promise<Need> {
  const bucket = await context.store.get(buckets, [bucketName]);
  const resource = `arn:aws:s3:::${bucketName}/${key}`;
  if (!bucket) return { action, resource, context: keys };
  const version = await findVersion(context.store, bucketName, key, versionId);
  const grants = version && !version.isDeleteMarker ? version.grants : undefined;
  return {
    action,
    resource,
    context: { 's3:VersionId': versionId, ...keys },
    resourceAccount: bucket.account,
    resourcePolicies: await policiesOf(context, bucket, { arn: resource, grants }),
  };
}

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html */
async function policiesOf(
  { store, caller }: Context,
  bucket: BucketRecord,
  object?: { arn: string; grants: readonly Grant[] | undefined },
): Promise<string[]> {
  const [policy, block, ownership, acl] = await Promise.all([
    getSetting(store, bucket.name, 'policy'),
    getSetting(store, bucket.name, 'publicAccessBlock'),
    getSetting(store, bucket.name, 'ownership'),
    getSetting(store, bucket.name, 'acl'),
  ]);
  const rule = ownership?.Rules?.[0]?.ObjectOwnership;
  const hasAcls = rule === 'BucketOwnerPreferred' || rule === 'ObjectWriter';
  const isStranger = caller.anonymous === true || caller.account !== bucket.account;
  const documents: string[] = [];
  if (hasAcls && !(block?.IgnorePublicAcls === true && isStranger)) {
    const grants = fromWireGrants(acl?.Grants ?? []);
    documents.push(aclPolicy(grants, 'bucket', `arn:aws:s3:::${bucket.name}`, caller.account));
    if (object) documents.push(aclPolicy(object.grants, 'object', object.arn, caller.account));
  }
  if (!policy) return documents;
  const isShut =
    block?.RestrictPublicBuckets === true &&
    isStranger &&
    caller.servicePrincipal === undefined &&
    isPublic(parsePolicy(policy.text, bucket.name));
  return isShut ? documents : [...documents, policy.text];
}

function conditionKeys({ input, operation }: AuthorizedCall): ContextValues {
  const isList = /^ListObject|^ListMultipartUploads$/.test(operation);
  const tagging = textOf(input, 'Tagging');
  const maxKeys = input['MaxKeys'];
  return {
    ...(isList && {
      's3:prefix': textOf(input, 'Prefix') ?? '',
      's3:delimiter': textOf(input, 'Delimiter'),
      's3:max-keys': typeof maxKeys === 'number' ? String(maxKeys) : undefined,
    }),
    's3:x-amz-acl': textOf(input, 'ACL'),
    's3:x-amz-copy-source': textOf(input, 'CopySource'),
    's3:x-amz-metadata-directive': textOf(input, 'MetadataDirective'),
    's3:x-amz-server-side-encryption': textOf(input, 'ServerSideEncryption'),
    's3:x-amz-server-side-encryption-aws-kms-key-id': textOf(input, 'SSEKMSKeyId'),
    's3:x-amz-storage-class': textOf(input, 'StorageClass'),
    's3:LocationConstraint': textOf(
      (input['CreateBucketConfiguration'] ?? {}) as Record<string, unknown>,
      'LocationConstraint',
    ),
    ...(tagging !== undefined && objectTagKeys(tagging)),
  };
}

/** The header `x-amz-tagging` is a query string. */
function objectTagKeys(tagging: string): ContextValues {
  const tags = Object.fromEntries(new URLSearchParams(tagging));
  return {
    's3:RequestObjectTagKeys': Object.keys(tags),
    ...Object.fromEntries(
      Object.entries(tags).map(([key, value]) => [`s3:RequestObjectTag/${key}`, value]),
    ),
    ...requestTagKeys(tags),
  };
}
