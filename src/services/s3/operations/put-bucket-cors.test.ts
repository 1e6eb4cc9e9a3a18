import { expect, it } from 'vitest';
import { s3Fault, startS3 } from '../fixture.ts';

const { s3, bucket } = await startS3();

it('keeps what it is given', async () => {
  const Bucket = await bucket();
  await s3.putBucketCors({
    Bucket,
    CORSConfiguration: {
      CORSRules: [{ AllowedMethods: ['GET'], AllowedOrigins: ['https://*.example.com'] }],
    },
  });
  expect(await s3.getBucketCors({ Bucket })).toMatchObject({
    CORSRules: [{ AllowedMethods: ['GET'], AllowedOrigins: ['https://*.example.com'] }],
  });
  await expect(
    s3.putBucketCors({
      Bucket: 'absent-bucket',
      CORSConfiguration: {
        CORSRules: [{ AllowedMethods: ['GET'], AllowedOrigins: ['https://*.example.com'] }],
      },
    }),
  ).rejects.toMatchObject(s3Fault('NoSuchBucket', 404));
});

it('refuses what means nothing', async () => {
  const Bucket = await bucket();
  await expect(
    s3.putBucketCors({
      Bucket,
      CORSConfiguration: { CORSRules: [{ AllowedMethods: ['PATCH'], AllowedOrigins: ['*'] }] },
    }),
  ).rejects.toMatchObject(s3Fault('InvalidRequest', 400));
});
