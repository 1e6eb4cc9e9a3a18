import { expect, it } from 'vitest';
import { s3Fault, startS3 } from '../fixture.ts';

const { s3, bucket } = await startS3();

it('keeps what it is given', async () => {
  const Bucket = await bucket();
  await s3.putBucketTagging({ Bucket, Tagging: { TagSet: [{ Key: 'team', Value: 'a' }] } });
  expect(await s3.getBucketTagging({ Bucket })).toMatchObject({
    TagSet: [{ Key: 'team', Value: 'a' }],
  });
  await expect(
    s3.putBucketTagging({
      Bucket: 'absent-bucket',
      Tagging: { TagSet: [{ Key: 'team', Value: 'a' }] },
    }),
  ).rejects.toMatchObject(s3Fault('NoSuchBucket', 404));
});

it('refuses what means nothing', async () => {
  const Bucket = await bucket();
  await expect(
    s3.putBucketTagging({ Bucket, Tagging: { TagSet: [{ Key: 'aws:x', Value: '1' }] } }),
  ).rejects.toMatchObject(s3Fault('InvalidTag', 400));
});
