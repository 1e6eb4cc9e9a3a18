import { expect, it } from 'vitest';
import { startS3 } from '../fixture.ts';

const { s3, bucket } = await startS3();

it('says nothing of a bucket that never was', async () => {
  const answer = await s3.getBucketAccelerateConfiguration({ Bucket: await bucket() });
  expect(answer.Status).toBeUndefined();
});
