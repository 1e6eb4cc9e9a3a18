import { expect, it } from 'vitest';
import { s3Fault, startS3 } from '../fixture.ts';

const { s3, bucket } = await startS3();

it("wants an upload, a number and the upload's checksum", async () => {
  const Bucket = await bucket();
  const { UploadId } = await s3.createMultipartUpload({
    Bucket,
    Key: 'k',
    ChecksumAlgorithm: 'CRC32C',
  });
  const part = (more: object) =>
    s3.uploadPart({ Bucket, Key: 'k', UploadId, PartNumber: 1, Body: 'x', ...more });
  await expect(part({ UploadId: 'other' })).rejects.toMatchObject(
    s3Fault('NoSuchUpload', 404, { UploadId: 'other' }),
  );
  await expect(part({ Key: 'other' })).rejects.toMatchObject(s3Fault('NoSuchUpload', 404));
  for (const PartNumber of [0, 10_001])
    await expect(part({ PartNumber })).rejects.toMatchObject(s3Fault('InvalidArgument', 400));
  await expect(part({ ChecksumAlgorithm: 'SHA1' })).rejects.toMatchObject(
    s3Fault('InvalidRequest', 400),
  );
  expect(await part({ ChecksumAlgorithm: 'CRC32C' })).toMatchObject({
    ETag: '"9dd4e461268c8034f5c8564e155c67a6"',
    ChecksumCRC32C: expect.any(String),
  });
});
