import { expect, it } from 'vitest';
import { s3Fault, startS3 } from '../fixture.ts';

const { s3, bucket } = await startS3();

it('says when there is none', async () => {
  const Bucket = await bucket();
  await s3.deleteBucketOwnershipControls({ Bucket });
  await expect(s3.getBucketOwnershipControls({ Bucket })).rejects.toMatchObject(
    s3Fault('OwnershipControlsNotFoundError', 404, { BucketName: Bucket }),
  );
  await s3.putBucketOwnershipControls({
    Bucket,
    OwnershipControls: { Rules: [{ ObjectOwnership: 'ObjectWriter' }] },
  });
  expect(await s3.getBucketOwnershipControls({ Bucket })).toMatchObject({
    OwnershipControls: { Rules: [{ ObjectOwnership: 'ObjectWriter' }] },
  });
});
