import { expect, it } from 'vitest';
import { startS3 } from '../fixture.ts';

const { s3, bucket } = await startS3();

it('says nothing of a bucket that never had versions', async () => {
  expect((await s3.getBucketVersioning({ Bucket: await bucket() })).Status).toBeUndefined();
  const Bucket = await bucket({ versioned: true });
  expect((await s3.getBucketVersioning({ Bucket })).Status).toBe('Enabled');
});
