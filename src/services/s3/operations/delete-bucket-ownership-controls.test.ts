import { expect, it } from 'vitest';
import { s3Fault, startS3 } from '../fixture.ts';

const { s3, bucket } = await startS3();

it('takes it away, and is content when there is nothing', async () => {
  const Bucket = await bucket();
  await s3.putBucketOwnershipControls({
    Bucket,
    OwnershipControls: { Rules: [{ ObjectOwnership: 'ObjectWriter' }] },
  });
  await s3.deleteBucketOwnershipControls({ Bucket });
  await s3.deleteBucketOwnershipControls({ Bucket });
  await expect(s3.getBucketOwnershipControls({ Bucket })).rejects.toMatchObject(
    s3Fault('OwnershipControlsNotFoundError', 404),
  );
});
