import { operation } from '../../define-service.ts';
import { canonicalId } from '../canonical-id.ts';
import { changeObject } from '../change-object.ts';
import { assertAclsEnabled, assertNotPublic, requestedGrants } from '../grants.ts';

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObjectAcl.html */
export const putObjectAcl = operation('s3', 'PutObjectAcl', async (input, context) => {
  await changeObject(
    context,
    input,
    async (version, bucket) => {
      await assertAclsEnabled(context.store, bucket);
      const owner = canonicalId(version.owner);
      const grants = requestedGrants(input, owner, canonicalId(bucket.account));
      await assertNotPublic(context.store, bucket, grants);
      return { ...version, grants };
    },
    { event: 'ObjectAcl:Put' },
  );
  return {};
});
