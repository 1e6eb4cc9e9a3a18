import { expect, it } from 'vitest';
import { s3Fault, startS3 } from '../fixture.ts';

const { s3, bucket } = await startS3();

it('keeps the status, for names without dots', async () => {
  const Bucket = await bucket();
  const AccelerateConfiguration = { Status: 'Enabled' as const };
  await s3.putBucketAccelerateConfiguration({ Bucket, AccelerateConfiguration });
  expect((await s3.getBucketAccelerateConfiguration({ Bucket })).Status).toBe('Enabled');
  await s3.createBucket({ Bucket: 'with.dots' });
  await expect(
    s3.putBucketAccelerateConfiguration({ Bucket: 'with.dots', AccelerateConfiguration }),
  ).rejects.toMatchObject(s3Fault('InvalidRequest', 400));
});
