import { expect, it } from 'vitest';
import { s3Fault, startS3 } from '../fixture.ts';

const { s3, bucket, text } = await startS3();

it('makes parts of other objects, whole or not', async () => {
  const Bucket = await bucket();
  const Body = Buffer.alloc(6 * 2 ** 20, '0123456789abcdef');
  await s3.putObject({ Bucket, Key: 'source', Body });
  const { UploadId } = await s3.createMultipartUpload({ Bucket, Key: 'k' });
  const copy = (PartNumber: number, CopySourceRange?: string) =>
    s3.uploadPartCopy({
      Bucket,
      Key: 'k',
      UploadId,
      PartNumber,
      CopySource: `${Bucket}/source`,
      ...(CopySourceRange && { CopySourceRange }),
    });
  for (const range of ['bytes=5-', 'bytes=9-5', `bytes=0-${Body.length}`])
    await expect(copy(1, range)).rejects.toMatchObject(s3Fault('InvalidArgument', 400));
  const whole = await copy(1);
  const some = await copy(2, 'bytes=3-9');
  await s3.completeMultipartUpload({
    Bucket,
    Key: 'k',
    UploadId,
    MultipartUpload: {
      Parts: [
        { PartNumber: 1, ETag: whole.CopyPartResult!.ETag! },
        { PartNumber: 2, ETag: some.CopyPartResult!.ETag! },
      ],
    },
  });
  await s3.deleteObject({ Bucket, Key: 'source' });
  expect((await text(Bucket, 'k')) === `${Body.toString()}3456789`).toBe(true);
});
