import { expect, it } from 'vitest';
import { s3Fault, startS3 } from '../fixture.ts';

const { s3, bucket } = await startS3();

it('says when there is none', async () => {
  const Bucket = await bucket();
  await s3.deleteBucketTagging({ Bucket });
  await expect(s3.getBucketTagging({ Bucket })).rejects.toMatchObject(
    s3Fault('NoSuchTagSet', 404, { BucketName: Bucket }),
  );
  await s3.putBucketTagging({ Bucket, Tagging: { TagSet: [{ Key: 'team', Value: 'a' }] } });
  expect(await s3.getBucketTagging({ Bucket })).toMatchObject({
    TagSet: [{ Key: 'team', Value: 'a' }],
  });
});
