import { expect, it } from 'vitest';
import { s3Fault, startS3 } from '../fixture.ts';

const { s3, bucket } = await startS3();

it('keeps a target that exists, and is switched off by nothing', async () => {
  const Bucket = await bucket();
  const put = (TargetBucket: string) =>
    s3.putBucketLogging({
      Bucket,
      BucketLoggingStatus: { LoggingEnabled: { TargetBucket, TargetPrefix: 'logs/' } },
    });
  await expect(put('absent-bucket')).rejects.toMatchObject(
    s3Fault('InvalidTargetBucketForLogging', 400, { TargetBucket: 'absent-bucket' }),
  );
  await put(Bucket);
  expect((await s3.getBucketLogging({ Bucket })).LoggingEnabled).toEqual({
    TargetBucket: Bucket,
    TargetPrefix: 'logs/',
  });
  await s3.putBucketLogging({ Bucket, BucketLoggingStatus: {} });
  expect((await s3.getBucketLogging({ Bucket })).LoggingEnabled).toBeUndefined();
});
