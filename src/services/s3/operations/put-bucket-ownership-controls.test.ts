import { expect, it } from 'vitest';
import { s3Fault, startS3 } from '../fixture.ts';

const { s3, bucket } = await startS3();

it('keeps what it is given', async () => {
  const Bucket = await bucket();
  await s3.putBucketOwnershipControls({
    Bucket,
    OwnershipControls: { Rules: [{ ObjectOwnership: 'ObjectWriter' }] },
  });
  expect(await s3.getBucketOwnershipControls({ Bucket })).toMatchObject({
    OwnershipControls: { Rules: [{ ObjectOwnership: 'ObjectWriter' }] },
  });
  await expect(
    s3.putBucketOwnershipControls({
      Bucket: 'absent-bucket',
      OwnershipControls: { Rules: [{ ObjectOwnership: 'ObjectWriter' }] },
    }),
  ).rejects.toMatchObject(s3Fault('NoSuchBucket', 404));
});

it('refuses what means nothing', async () => {
  const Bucket = await bucket();
  await expect(
    s3.putBucketOwnershipControls({
      Bucket,
      OwnershipControls: { Rules: [{ ObjectOwnership: 'Nobody' as 'ObjectWriter' }] },
    }),
  ).rejects.toMatchObject(s3Fault('MalformedXML', 400));
});
