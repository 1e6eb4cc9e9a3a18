import { operation } from '../../define-service.ts';
import { loadBucket } from '../bucket.ts';
import { canonicalId } from '../canonical-id.ts';
import { ownerOf, toWireGrants } from '../grants.ts';
import { getSetting } from '../settings.ts';

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketAcl.html */
export const getBucketAcl = operation('s3', 'GetBucketAcl', async (input, context) => {
  const { name, account } = await loadBucket(context, input);
  const acl = await getSetting(context.store, name, 'acl');
  return {
    Owner: ownerOf(account),
    Grants: acl?.Grants ?? toWireGrants(undefined, canonicalId(account)),
  };
});
