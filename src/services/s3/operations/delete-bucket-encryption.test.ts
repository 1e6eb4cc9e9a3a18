import { expect, it } from 'vitest';
import { startS3 } from '../fixture.ts';

const { s3, bucket } = await startS3();

it('goes back to the default', async () => {
  const Bucket = await bucket();
  const before = await s3.getBucketEncryption({ Bucket });
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
  await s3.deleteBucketEncryption({ Bucket });
  expect(await s3.getBucketEncryption({ Bucket })).toMatchObject({ ...before, $metadata: {} });
});
