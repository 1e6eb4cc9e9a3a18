import { expect, it } from 'vitest';
import { startS3 } from '../fixture.ts';

const { s3, bucket } = await startS3();

it('lists parts by number, page by page', async () => {
  const Bucket = await bucket();
  const { UploadId } = await s3.createMultipartUpload({ Bucket, Key: 'k' });
  const upload = { Bucket, Key: 'k', UploadId };
  for (const PartNumber of [10, 2, 1])
    await s3.uploadPart({ ...upload, PartNumber, Body: `${PartNumber}` });
  const first = await s3.listParts({ ...upload, MaxParts: 2 });
  expect(first).toMatchObject({
    IsTruncated: true,
    NextPartNumberMarker: '2',
    Parts: [
      { PartNumber: 1, Size: 1 },
      { PartNumber: 2, Size: 1 },
    ],
  });
  const rest = await s3.listParts({ ...upload, PartNumberMarker: '2' });
  expect([rest.IsTruncated, rest.Parts]).toMatchObject([false, [{ PartNumber: 10, Size: 2 }]]);
});
