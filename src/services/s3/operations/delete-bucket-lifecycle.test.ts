import { expect, it } from 'vitest';
import { s3Fault, startS3 } from '../fixture.ts';

const { s3, bucket } = await startS3();

it('takes the rules away', async () => {
  const Bucket = await bucket();
  await s3.putBucketLifecycleConfiguration({
    Bucket,
    LifecycleConfiguration: {
      Rules: [{ Status: 'Enabled', Filter: { Prefix: '' }, Expiration: { Days: 1 } }],
    },
  });
  await s3.deleteBucketLifecycle({ Bucket });
  await expect(s3.getBucketLifecycleConfiguration({ Bucket })).rejects.toMatchObject(
    s3Fault('NoSuchLifecycleConfiguration', 404),
  );
});
