import { expect, it } from 'vitest';
import { s3Fault, startS3 } from '../fixture.ts';

const { s3, bucket } = await startS3();

it('forgets an upload and its parts', async () => {
  const Bucket = await bucket();
  const { UploadId } = await s3.createMultipartUpload({ Bucket, Key: 'k' });
  const upload = { Bucket, Key: 'k', UploadId };
  await s3.uploadPart({ ...upload, PartNumber: 1, Body: Buffer.alloc(100_000) });
  await s3.abortMultipartUpload(upload);
  for (const late of [
    () => s3.abortMultipartUpload(upload),
    () => s3.listParts(upload),
    () => s3.uploadPart({ ...upload, PartNumber: 2, Body: 'late' }),
  ])
    await expect(late()).rejects.toMatchObject(s3Fault('NoSuchUpload', 404));
});
