import { expect, it } from 'vitest';
import { s3Fault, startS3 } from '../fixture.ts';

const { s3, bucket } = await startS3();

it('says when there is none', async () => {
  const Bucket = await bucket();
  await s3.deleteBucketCors({ Bucket });
  await expect(s3.getBucketCors({ Bucket })).rejects.toMatchObject(
    s3Fault('NoSuchCORSConfiguration', 404, { BucketName: Bucket }),
  );
  await s3.putBucketCors({
    Bucket,
    CORSConfiguration: {
      CORSRules: [{ AllowedMethods: ['GET'], AllowedOrigins: ['https://*.example.com'] }],
    },
  });
  expect(await s3.getBucketCors({ Bucket })).toMatchObject({
    CORSRules: [{ AllowedMethods: ['GET'], AllowedOrigins: ['https://*.example.com'] }],
  });
});
