import { expect, it } from 'vitest';
import { startS3 } from '../fixture.ts';

const { s3, bucket } = await startS3();

it('finds a bucket, for whom it says it is', async () => {
  const Bucket = await bucket();
  expect(await s3.headBucket({ Bucket })).toMatchObject({ BucketRegion: 'us-east-1' });
  await expect(
    s3.headBucket({ Bucket, ExpectedBucketOwner: '999999999999' }),
  ).rejects.toMatchObject({
    $metadata: { httpStatusCode: 403 },
  });
  await expect(s3.headBucket({ Bucket: 'absent-bucket' })).rejects.toMatchObject({
    name: 'NotFound',
  });
});
