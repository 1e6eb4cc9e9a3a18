import { expect, it } from 'vitest';
import { s3Fault, startS3 } from '../fixture.ts';

const { s3, bucket } = await startS3();

it('keeps what it is given', async () => {
  const Bucket = await bucket();
  await s3.putPublicAccessBlock({
    Bucket,
    PublicAccessBlockConfiguration: { BlockPublicAcls: true },
  });
  expect(await s3.getPublicAccessBlock({ Bucket })).toMatchObject({
    PublicAccessBlockConfiguration: {
      BlockPublicAcls: true,
      BlockPublicPolicy: false,
      IgnorePublicAcls: false,
    },
  });
  await expect(
    s3.putPublicAccessBlock({
      Bucket: 'absent-bucket',
      PublicAccessBlockConfiguration: { BlockPublicAcls: true },
    }),
  ).rejects.toMatchObject(s3Fault('NoSuchBucket', 404));
});
