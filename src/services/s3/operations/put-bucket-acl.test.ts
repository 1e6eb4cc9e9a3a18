import { expect, it } from 'vitest';
import { s3Fault, startS3 } from '../fixture.ts';

const { s3, bucket } = await startS3();

it('needs ownership that knows ACLs, and public access that is not blocked', async () => {
  const Bucket = await bucket();
  const put = () => s3.putBucketAcl({ Bucket, ACL: 'public-read' });
  await expect(put()).rejects.toMatchObject(s3Fault('AccessControlListNotSupported', 400));
  await s3.putBucketOwnershipControls({
    Bucket,
    OwnershipControls: { Rules: [{ ObjectOwnership: 'ObjectWriter' }] },
  });
  await expect(put()).rejects.toMatchObject(s3Fault('AccessDenied', 403));
  await s3.deletePublicAccessBlock({ Bucket });
  await put();
  const { Grants } = await s3.getBucketAcl({ Bucket });
  expect(Grants?.[1]).toEqual({
    Grantee: { Type: 'Group', URI: 'http://acs.amazonaws.com/groups/global/AllUsers' },
    Permission: 'READ',
  });
  await expect(s3.putBucketAcl({ Bucket })).rejects.toMatchObject(
    s3Fault('MissingSecurityHeader', 400),
  );
});
