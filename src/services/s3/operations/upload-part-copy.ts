import { operation } from '../../define-service.ts';
import { loadBucket } from '../bucket.ts';
import { copyContent } from '../copy-content.ts';
import { loadCopySource } from '../copy-source.ts';
import { toCustomerKey } from '../customer-key.ts';
import { invalidArgument } from '../errors.ts';
import { shownVersionId } from '../find-object.ts';
import { given } from '../given.ts';
import { assertPartNumber, assertUploadKey, loadUpload } from '../multipart.ts';
import { encryptionMembers, quoted } from '../object-answer.ts';
import type { ByteRange } from '../range.ts';
import { writePart } from '../write-part.ts';

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_UploadPartCopy.html */
export const uploadPartCopy = operation('s3', 'UploadPartCopy', async (input, context) => {
  const number = assertPartNumber(input.PartNumber);
  await loadBucket(context, input);
  const upload = await loadUpload(context.store, input);
  const to = toCustomerKey(input);
  assertUploadKey(upload, to);
  const { fromBucket, object, from } = await loadCopySource(context, input);
  const range = toRange(input.CopySourceRange, object.sizeBytes);
  const algorithm = upload.checksumAlgorithm;
  const copied = await copyContent(context, object, { range, from, to, algorithm });
  const part = await writePart(context, input, number, copied);
  return {
    CopyPartResult: {
      ETag: quoted(part.etag),
      LastModified: new Date(part.modifiedEpochMs),
      ...(upload.hasOwnChecksum && { [`Checksum${algorithm}`]: part.checksum }),
    },
    ...encryptionMembers(upload.encryption),
    ...given({ CopySourceVersionId: shownVersionId(fromBucket, object) }),
  };
});

/** Here, unlike in reads, the range must be whole and inside the object. */
function toRange(header: string | undefined, sizeBytes: number): ByteRange | undefined {
  if (header === undefined) return undefined;
  const match = /^bytes=(\d+)-(\d+)$/.exec(header);
  const start = Number(match?.[1]);
  const end = Number(match?.[2]);
  if (!match || start > end)
    throw invalidArgument(
      'The x-amz-copy-source-range value must be of the form bytes=first-last where first and last are the zero-based offsets of the first and last bytes to copy',
      'x-amz-copy-source-range',
      header,
    );
  if (end >= sizeBytes)
    throw invalidArgument(
      `Range specified is not valid for source object of size: ${sizeBytes}`,
      'x-amz-copy-source-range',
      header,
    );
  return { start, end };
}
