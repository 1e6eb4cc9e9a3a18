import { expect, it } from 'vitest';
import { s3Fault, startS3 } from '../fixture.ts';

const { s3, bucket } = await startS3();

it('takes it away, and is content when there is nothing', async () => {
  const Bucket = await bucket();
  await s3.putBucketTagging({ Bucket, Tagging: { TagSet: [{ Key: 'team', Value: 'a' }] } });
  await s3.deleteBucketTagging({ Bucket });
  await s3.deleteBucketTagging({ Bucket });
  await expect(s3.getBucketTagging({ Bucket })).rejects.toMatchObject(s3Fault('NoSuchTagSet', 404));
});
