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

it('encrypts each part with the key of the customer, and wants it with every part', async () => {
  const Bucket = await bucket();
  const key = {
    SSECustomerAlgorithm: 'AES256',
    SSECustomerKey: Buffer.alloc(32, 'k').toString('base64'),
  };
  const upload = { Bucket, Key: 'secret' };
  const { UploadId } = await s3.createMultipartUpload({ ...upload, ...key });
  await expect(
    s3.uploadPart({ ...upload, UploadId, PartNumber: 1, Body: 'x' }),
  ).rejects.toMatchObject(s3Fault('InvalidRequest', 400));
  const bodies = [Buffer.alloc(5 * 2 ** 20, 'first'), Buffer.from('second')];
  const Parts = await Promise.all(
    bodies.map(async (Body, at) => {
      const PartNumber = at + 1;
      const { ETag } = await s3.uploadPart({ ...upload, UploadId, PartNumber, Body, ...key });
      return { PartNumber, ETag: ETag! };
    }),
  );
  await s3.completeMultipartUpload({ ...upload, UploadId, MultipartUpload: { Parts } });
  const from = bodies[0]!.length - 7;
  const { Body } = await s3.getObject({ ...upload, ...key, Range: `bytes=${from}-${from + 9}` });
  expect(await Body!.transformToString()).toBe(
    Buffer.concat(bodies).toString('latin1', from, from + 10),
  );
});
