import { expect, it } from 'vitest';
import { startS3 } from '../fixture.ts';

const { s3, bucket } = await startS3();

it('answers from every region, with nothing for the first one', async () => {
  const Bucket = await bucket();
  expect((await s3.getBucketLocation({ Bucket })).LocationConstraint).toBeFalsy();
  await s3.createBucket({
    Bucket: 'located',
    CreateBucketConfiguration: { LocationConstraint: 'ap-southeast-2' },
  });
  expect((await s3.getBucketLocation({ Bucket: 'located' })).LocationConstraint).toBe(
    'ap-southeast-2',
  );
});
