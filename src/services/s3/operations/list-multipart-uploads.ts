import { operation } from '../../define-service.ts';
import { loadBucket } from '../bucket.ts';
import { given } from '../given.ts';
import { ownerOf } from '../grants.ts';
import { compareKeys } from '../key-listing.ts';
import { keyEncoder, toCommonPrefixes, toListRequest } from '../list-objects.ts';
import { uploads, type UploadRecord } from '../store.ts';

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListMultipartUploads.html */
export const listMultipartUploads = operation(
  's3',
  'ListMultipartUploads',
  async (input, context) => {
    const keyMarker = input.KeyMarker ?? '';
    const idMarker = input.UploadIdMarker;
    const request = toListRequest({ ...input, MaxKeys: input.MaxUploads }, keyMarker);
    const { name } = await loadBucket(context, input);
    const { prefix, delimiter, limit } = request;
    const rows = await context.store.scan(uploads, { prefix: [name] });
    const listed = rows.map(({ value }) => value).toSorted(byKeyAndTime);
    const uploadsFound: UploadRecord[] = [];
    const commonPrefixes: string[] = [];
    let isTruncated = false;
    for (const upload of behind(listed, keyMarker, idMarker)) {
      if (!upload.key.startsWith(prefix)) continue;
      const at = delimiter === '' ? -1 : upload.key.indexOf(delimiter, prefix.length);
      const rolled = at < 0 ? undefined : upload.key.slice(0, at + delimiter.length);
      if (rolled !== undefined && (rolled === commonPrefixes.at(-1) || rolled === keyMarker))
        continue;
      if (uploadsFound.length + commonPrefixes.length === limit) {
        isTruncated = true;
        break;
      }
      if (rolled === undefined) uploadsFound.push(upload);
      else commonPrefixes.push(rolled);
    }
    const encode = keyEncoder(input);
    const last = uploadsFound.at(-1);
    const lastPrefix = commonPrefixes.at(-1);
    const endsWithPrefix =
      lastPrefix !== undefined && (!last || compareKeys(lastPrefix, last.key) > 0);
    return {
      Bucket: name,
      KeyMarker: encode(keyMarker),
      UploadIdMarker: idMarker ?? '',
      NextKeyMarker: isTruncated ? encode((endsWithPrefix ? lastPrefix : last?.key) ?? '') : '',
      NextUploadIdMarker: isTruncated && !endsWithPrefix ? (last?.uploadId ?? '') : '',
      Prefix: encode(prefix),
      MaxUploads: limit,
      IsTruncated: isTruncated,
      Uploads: uploadsFound.map((upload) => ({
        Key: encode(upload.key),
        UploadId: upload.uploadId,
        Initiated: new Date(upload.initiatedEpochMs),
        StorageClass: upload.storageClass as 'STANDARD',
        Owner: ownerOf(upload.owner),
        Initiator: ownerOf(upload.owner),
        ...(upload.hasOwnChecksum && {
          ChecksumAlgorithm: upload.checksumAlgorithm,
          ChecksumType: upload.checksumType,
        }),
      })),
      CommonPrefixes: toCommonPrefixes(commonPrefixes, encode),
      ...given({
        Delimiter: input.Delimiter === undefined ? undefined : encode(input.Delimiter),
        EncodingType: input.EncodingType,
      }),
    };
  },
);

/** Uploads of one key stand in the order in which they began. */
function byKeyAndTime(a: UploadRecord, b: UploadRecord): number {
  return (
    compareKeys(a.key, b.key) ||
    a.initiatedEpochMs - b.initiatedEpochMs ||
    compareKeys(a.uploadId, b.uploadId)
  );
}

function behind(
  listed: readonly UploadRecord[],
  keyMarker: string,
  idMarker: string | undefined,
): readonly UploadRecord[] {
  if (keyMarker === '') return listed;
  const at = listed.findIndex(({ key, uploadId }) => key === keyMarker && uploadId === idMarker);
  if (at >= 0) return listed.slice(at + 1);
  return listed.filter(({ key }) => compareKeys(key, keyMarker) > 0);
}
