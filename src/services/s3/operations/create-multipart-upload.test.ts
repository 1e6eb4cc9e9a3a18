import { expect, it } from 'vitest';
import { s3Fault, startS3 } from '../fixture.ts';

const { s3, bucket } = await startS3();

it('begins an upload that nobody sees yet', async () => {
  const Bucket = await bucket();
  const answer = await s3.createMultipartUpload({ Bucket, Key: 'k', ChecksumAlgorithm: 'SHA256' });
  expect(answer).toMatchObject({
    Bucket,
    Key: 'k',
    UploadId: expect.any(String),
    ChecksumAlgorithm: 'SHA256',
    ChecksumType: 'COMPOSITE',
  });
  expect((await s3.listObjectsV2({ Bucket })).KeyCount).toBe(0);
});

it('refuses checksums that cannot be', async () => {
  const Bucket = await bucket();
  await expect(
    s3.createMultipartUpload({
      Bucket,
      Key: 'k',
      ChecksumAlgorithm: 'SHA256',
      ChecksumType: 'FULL_OBJECT',
    }),
  ).rejects.toMatchObject(s3Fault('InvalidRequest', 400));
  await expect(
    s3.createMultipartUpload({ Bucket, Key: 'k', ChecksumAlgorithm: 'MD2' as 'SHA1' }),
  ).rejects.toMatchObject(s3Fault('InvalidRequest', 400));
});
