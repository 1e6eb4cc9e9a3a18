import { expect, it } from 'vitest';
import { s3Fault, startS3 } from '../fixture.ts';

const { s3, bucket } = await startS3();

it('tells a policy for everyone from one for some', async () => {
  const Bucket = await bucket();
  await s3.deletePublicAccessBlock({ Bucket });
  const put = (more: object) =>
    s3.putBucketPolicy({
      Bucket,
      Policy: JSON.stringify({
        Statement: [
          {
            Effect: 'Allow',
            Action: 's3:GetObject',
            Resource: `arn:aws:s3:::${Bucket}/*`,
            ...more,
          },
        ],
      }),
    });
  const isPublic = async () => (await s3.getBucketPolicyStatus({ Bucket })).PolicyStatus?.IsPublic;
  await put({ Principal: '*' });
  expect(await isPublic()).toBe(true);
  await put({ Principal: { AWS: ['123456789012', '*'] } });
  expect(await isPublic()).toBe(true);
  await put({ Principal: '*', Condition: { StringEquals: { 'aws:SourceVpc': 'vpc-1' } } });
  expect(await isPublic()).toBe(false);
  await put({ Principal: { AWS: '123456789012' } });
  expect(await isPublic()).toBe(false);
  await s3.deleteBucketPolicy({ Bucket });
  await expect(s3.getBucketPolicyStatus({ Bucket })).rejects.toMatchObject(
    s3Fault('NoSuchBucketPolicy', 404),
  );
});
