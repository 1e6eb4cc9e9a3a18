import { operation } from '../../define-service.ts';
import { loadBucket } from '../bucket.ts';
import { invalidArgument } from '../errors.ts';
import { given } from '../given.ts';
import { ownerOf } from '../grants.ts';
import { PAGE_MAX } from '../limits.ts';
import { loadUpload } from '../multipart.ts';
import { quoted } from '../object-answer.ts';
import { parts } from '../store.ts';

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListParts.html */
export const listParts = operation('s3', 'ListParts', async (input, context) => {
  const limit = Math.min(input.MaxParts ?? PAGE_MAX, PAGE_MAX);
  if (!Number.isInteger(limit) || limit < 0)
    throw invalidArgument(
      'Argument max-parts must be an integer between 0 and 2147483647',
      'max-parts',
      String(input.MaxParts),
    );
  const { name } = await loadBucket(context, input);
  const upload = await loadUpload(context.store, input);
  const { uploadId, checksumAlgorithm } = upload;
  const marker = Number(input.PartNumberMarker ?? 0);
  const rows = await context.store.scan(parts, {
    prefix: [uploadId],
    after: [uploadId, Number.isInteger(marker) ? marker : 0],
    limit: limit + 1,
  });
  const found = rows.map(({ value }) => value);
  const page = found.slice(0, limit);
  const owner = ownerOf(upload.owner);
  return {
    Bucket: name,
    Key: upload.key,
    UploadId: uploadId,
    Initiator: { ID: context.caller.arn },
    Owner: owner,
    StorageClass: upload.storageClass as 'STANDARD',
    PartNumberMarker: String(marker),
    NextPartNumberMarker: String(page.at(-1)?.number ?? 0),
    MaxParts: limit,
    IsTruncated: limit > 0 && found.length > limit,
    Parts: page.map((part) => ({
      PartNumber: part.number,
      LastModified: new Date(part.modifiedEpochMs),
      ETag: quoted(part.etag),
      Size: part.sizeBytes,
      ...(upload.hasOwnChecksum && { [`Checksum${checksumAlgorithm}`]: part.checksum }),
    })),
    ...given({
      ChecksumAlgorithm: upload.hasOwnChecksum ? checksumAlgorithm : undefined,
      ChecksumType: upload.hasOwnChecksum ? upload.checksumType : undefined,
    }),
  };
});
