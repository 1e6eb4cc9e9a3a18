import { expect, it } from 'vitest';
import { startS3 } from '../fixture.ts';

const { s3, bucket } = await startS3();

it('is the owner who pays', async () => {
  expect((await s3.getBucketRequestPayment({ Bucket: await bucket() })).Payer).toBe('BucketOwner');
});
