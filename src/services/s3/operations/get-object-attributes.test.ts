import { expect, it } from 'vitest';
import { s3Fault, startS3 } from '../fixture.ts';

const { s3, bucket } = await startS3();

it('tells only what is asked for', async () => {
  const Bucket = await bucket();
  await s3.putObject({ Bucket, Key: 'k', Body: 'hello' });
  const ask = (...ObjectAttributes: string[]) =>
    s3.getObjectAttributes({ Bucket, Key: 'k', ObjectAttributes: ObjectAttributes as 'ETag'[] });
  expect(await ask('ETag', 'ObjectSize', 'StorageClass', 'Checksum')).toMatchObject({
    ETag: '5d41402abc4b2a76b9719d911017c592',
    ObjectSize: 5,
    StorageClass: 'STANDARD',
    Checksum: { ChecksumCRC32: 'NhCmhg==', ChecksumType: 'FULL_OBJECT' },
  });
  expect((await ask('ObjectSize')).ETag).toBeUndefined();
  await expect(ask('Colour')).rejects.toMatchObject(s3Fault('InvalidArgument', 400));
});

it('lists parts with their checksums', async () => {
  const Bucket = await bucket();
  const upload = { Bucket, Key: 'k', ChecksumAlgorithm: 'SHA256' as const };
  const { UploadId } = await s3.createMultipartUpload(upload);
  const part = await s3.uploadPart({ ...upload, UploadId, PartNumber: 5, Body: 'only' });
  const { ETag, ChecksumSHA256 } = part;
  await s3.completeMultipartUpload({
    Bucket,
    Key: 'k',
    UploadId,
    MultipartUpload: { Parts: [{ PartNumber: 5, ETag: ETag!, ChecksumSHA256: ChecksumSHA256! }] },
  });
  const { ObjectParts } = await s3.getObjectAttributes({
    Bucket,
    Key: 'k',
    ObjectAttributes: ['ObjectParts'],
  });
  expect(ObjectParts).toMatchObject({
    TotalPartsCount: 1,
    IsTruncated: false,
    Parts: [{ PartNumber: 1, Size: 4, ChecksumSHA256 }],
  });
});
