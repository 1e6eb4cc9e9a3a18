import { expect, it } from 'vitest';
import { startS3 } from '../fixture.ts';

const { s3, bucket } = await startS3();

it('is AES256 unless the bucket says otherwise, and objects follow it', async () => {
  const Bucket = await bucket();
  expect(await s3.getBucketEncryption({ Bucket })).toMatchObject({
    ServerSideEncryptionConfiguration: {
      Rules: [{ ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' } }],
    },
  });
  await s3.putBucketEncryption({
    Bucket,
    ServerSideEncryptionConfiguration: {
      Rules: [
        { ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: 'k' } },
      ],
    },
  });
  expect(await s3.putObject({ Bucket, Key: 'k', Body: 'x' })).toMatchObject({
    ServerSideEncryption: 'aws:kms',
    SSEKMSKeyId: 'k',
  });
});
