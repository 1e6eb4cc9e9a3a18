import { expect, it } from 'vitest';
import { startS3 } from '../fixture.ts';

const { s3, bucket } = await startS3();

it('lists unfinished uploads with markers, prefixes and delimiters', async () => {
  const Bucket = await bucket();
  for (const Key of ['b', 'a/1', 'a/2', 'a/1', 'c'])
    await s3.createMultipartUpload({ Bucket, Key });
  const all = await s3.listMultipartUploads({ Bucket });
  expect(all.Uploads?.map(({ Key }) => Key)).toEqual(['a/1', 'a/1', 'a/2', 'b', 'c']);
  const seen: string[] = [];
  let markers: { KeyMarker?: string; UploadIdMarker?: string } = {};
  for (;;) {
    const page = await s3.listMultipartUploads({ Bucket, MaxUploads: 2, ...markers });
    seen.push(...page.Uploads!.map(({ UploadId }) => UploadId!));
    if (!page.IsTruncated) break;
    markers = { KeyMarker: page.NextKeyMarker!, UploadIdMarker: page.NextUploadIdMarker! };
  }
  expect(seen).toEqual(all.Uploads?.map(({ UploadId }) => UploadId));
  const rolled = await s3.listMultipartUploads({ Bucket, Delimiter: '/', Prefix: 'a' });
  expect([rolled.CommonPrefixes, rolled.Uploads]).toEqual([[{ Prefix: 'a/' }], undefined]);
});
