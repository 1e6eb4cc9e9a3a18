import { operation } from '../../define-service.ts';
import { loadBucket } from '../bucket.ts';
import { canonicalId } from '../canonical-id.ts';
import {
  assertAclsEnabled,
  assertNotPublic,
  ownerOf,
  requestedGrants,
  toWireGrants,
} from '../grants.ts';
import { putSetting } from '../settings.ts';

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketAcl.html */
export const putBucketAcl = operation('s3', 'PutBucketAcl', async (input, context) => {
  const { account } = await loadBucket(context, input);
  const owner = canonicalId(account);
  const grants = requestedGrants(input, owner, owner);
  await putSetting(
    context,
    input,
    'acl',
    { Owner: ownerOf(account), Grants: toWireGrants(grants, owner) },
    async (tx, bucket) => {
      await assertAclsEnabled(tx, bucket);
      await assertNotPublic(tx, bucket, grants);
    },
  );
  return {};
});
