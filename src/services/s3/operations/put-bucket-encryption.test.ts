import { expect, it } from 'vitest';
import { s3Fault, startS3 } from '../fixture.ts';

const { s3, bucket } = await startS3();

it('keeps what it is given', async () => {
  const Bucket = await bucket();
  await s3.putBucketEncryption({
    Bucket,
    ServerSideEncryptionConfiguration: {
      Rules: [
        {
          ApplyServerSideEncryptionByDefault: {
            SSEAlgorithm: 'aws:kms',
            KMSMasterKeyID: 'alias/k',
          },
          BucketKeyEnabled: true,
        },
      ],
    },
  });
  expect(await s3.getBucketEncryption({ Bucket })).toMatchObject({
    ServerSideEncryptionConfiguration: {
      Rules: [
        {
          ApplyServerSideEncryptionByDefault: {
            SSEAlgorithm: 'aws:kms',
            KMSMasterKeyID: 'alias/k',
          },
          BucketKeyEnabled: true,
        },
      ],
    },
  });
  await expect(
    s3.putBucketEncryption({
      Bucket: 'absent-bucket',
      ServerSideEncryptionConfiguration: {
        Rules: [
          {
            ApplyServerSideEncryptionByDefault: {
              SSEAlgorithm: 'aws:kms',
              KMSMasterKeyID: 'alias/k',
            },
            BucketKeyEnabled: true,
          },
        ],
      },
    }),
  ).rejects.toMatchObject(s3Fault('NoSuchBucket', 404));
});

it('refuses what means nothing', async () => {
  const Bucket = await bucket();
  await expect(
    s3.putBucketEncryption({
      Bucket,
      ServerSideEncryptionConfiguration: {
        Rules: [
          { ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256', KMSMasterKeyID: 'k' } },
        ],
      },
    }),
  ).rejects.toMatchObject(s3Fault('InvalidArgument', 400));
});
