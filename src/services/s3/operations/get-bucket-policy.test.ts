import { expect, it } from 'vitest';
import { s3Fault, startS3 } from '../fixture.ts';

const { s3, bucket } = await startS3();

const policyOf = (Bucket: string): string =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Principal: { AWS: '123456789012' },
        Action: 's3:GetObject',
        Resource: `arn:aws:s3:::${Bucket}/*`,
      },
    ],
  });

it('gives back the text as it was', async () => {
  const Bucket = await bucket();
  await expect(s3.getBucketPolicy({ Bucket })).rejects.toMatchObject(
    s3Fault('NoSuchBucketPolicy', 404, { BucketName: Bucket }),
  );
  const Policy = policyOf(Bucket);
  await s3.putBucketPolicy({ Bucket, Policy });
  expect((await s3.getBucketPolicy({ Bucket })).Policy).toBe(Policy);
});
