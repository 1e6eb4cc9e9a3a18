import { expect, it } from 'vitest';
import { s3Fault, startS3 } from '../fixture.ts';

const { s3, bucket } = await startS3();

it('takes the policy away', async () => {
  const Bucket = await bucket();
  const Statement = { Effect: 'Deny', Principal: '*', Action: 's3:*', Resource: '*' };
  await s3.putBucketPolicy({ Bucket, Policy: JSON.stringify({ Statement }) });
  await s3.deleteBucketPolicy({ Bucket });
  await expect(s3.getBucketPolicy({ Bucket })).rejects.toMatchObject(
    s3Fault('NoSuchBucketPolicy', 404),
  );
});
