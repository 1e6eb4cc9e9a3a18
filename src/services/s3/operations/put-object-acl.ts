import { operation } from '../../define-service.ts';
import { canonicalId } from '../canonical-id.ts';
import { changeObject } from '../change-object.ts';
import { assertAclsEnabled, requestedGrants } from '../grants.ts';

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObjectAcl.html */
export const putObjectAcl = operation('s3', 'PutObjectAcl', async (input, context) => {
  await changeObject(
    context,
    input,
    async (version, bucket) => {
      await assertAclsEnabled(context.store, bucket);
      const owner = canonicalId(version.owner);
      return { ...version, grants: requestedGrants(input, owner, canonicalId(bucket.account)) };
    },
    { event: 'ObjectAcl:Put' },
  );
  return {};
});
