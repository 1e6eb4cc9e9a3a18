import type {
  CompletedPart,
  CompleteMultipartUploadCommandOutput,
  CompleteMultipartUploadRequest,
} from '@aws-sdk/client-s3';
import type { Context } from '../../context.ts';
import { operation } from '../../define-service.ts';
import type { StoreTransaction } from '../../store.ts';
import { loadBucket } from '../bucket.ts';
import { invalidRequest, malformedXml, s3Error } from '../errors.ts';
import { shownVersionId } from '../find-object.ts';
import { given } from '../given.ts';
import { PART_MIN_BYTES, PARTS_MAX } from '../limits.ts';
import { checksumOf, etagOf, loadUpload } from '../multipart.ts';
import { checksumMembers, encryptionMembers, quoted } from '../object-answer.ts';
import { s3State } from '../state.ts';
import {
  type BucketRecord,
  type CompletedUpload,
  completedUploads,
  type PartRecord,
  parts,
  type StoredChecksum,
  type UploadRecord,
  uploads,
} from '../store.ts';
import { dropContent } from '../content.ts';
import { writeObject } from '../write-object.ts';

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_CompleteMultipartUpload.html */
export const completeMultipartUpload = operation(
  's3',
  'CompleteMultipartUpload',
  async (input, context) => {
    const bucket = await loadBucket(context, input);
    const list = input.MultipartUpload?.Parts ?? [];
    if (list.length === 0 || list.length > PARTS_MAX) throw malformedXml();
    const key = input.Key ?? '';
    const row = [bucket.name, key, input.UploadId ?? ''] as const;
    const before = await context.store.get(completedUploads, row);
    // A client that lost the answer asks again, and gets it again.
    if (before?.etag === etagOf(list.map(({ ETag }) => ({ etag: bare(ETag) }))))
      return toAnswer(context, bucket, key, before);
    const upload = await loadUpload(context.store, input);
    const chosen = await chooseParts(context, upload, list);
    const sizeBytes = chosen.reduce((sum, part) => sum + part.sizeBytes, 0);
    if (input.MpuObjectSize !== undefined && input.MpuObjectSize !== sizeBytes)
      throw invalidRequest(
        `The provided 'x-amz-mp-object-size' header value ${input.MpuObjectSize} does not match what was computed: ${sizeBytes}`,
      );
    const checksum = checksumOf(upload, chosen);
    assertChecksum(input, upload, checksum);
    const { version, orphans } = await complete(context, input, { upload, chosen, checksum });
    await s3State(context).blobs.remove(orphans);
    return toAnswer(context, bucket, key, { ...version, checksum });
  },
);

function toAnswer(
  context: Context,
  bucket: BucketRecord,
  key: string,
  completed: Omit<CompletedUpload, 'completedEpochMs'>,
): Omit<CompleteMultipartUploadCommandOutput, '$metadata'> {
  return {
    Location: locationOf(context, bucket.name, key),
    Bucket: bucket.name,
    Key: key,
    ETag: quoted(completed.etag),
    ...checksumMembers(completed.checksum),
    ...encryptionMembers(completed.encryption),
    ...given({ VersionId: shownVersionId(bucket, completed) }),
  };
}

/** Without quotes. */
function bare(etag: string | undefined): string {
  return (etag ?? '').replace(/^"(.*)"$/, '$1');
}

interface Completion {
  upload: UploadRecord;
  chosen: PartRecord[];
  checksum: StoredChecksum;
}

/** The object appears and the upload is gone in one commit; so are parts that were not chosen. */
async function complete(
  context: Context,
  input: CompleteMultipartUploadRequest,
  { upload, chosen, checksum }: Completion,
) {
  const { bucket, key, uploadId, ...rest } = upload;
  const { initiatedEpochMs: _initiated, checksumAlgorithm: _a, checksumType: _t, ...more } = rest;
  const { hasOwnChecksum: _own, owner, ...traits } = more;
  const content = { kind: 'parts' as const, id: context.ids.hex(32) };
  let orphans: string[] = [];
  const version = await writeObject(context, {
    input,
    stored: { content, row: { parts: chosen } },
    event: 'ObjectCreated:CompleteMultipartUpload',
    version: {
      ...traits,
      owner,
      modifiedEpochMs: context.clock.now(),
      sizeBytes: chosen.reduce((sum, part) => sum + part.sizeBytes, 0),
      etag: etagOf(chosen),
      content,
      checksum,
      partCount: chosen.length,
    },
    also: {
      rows: [[uploads, [bucket, key, uploadId]]],
      async before(tx) {
        await loadUpload(tx, input);
        orphans = await takeParts(tx, uploadId, chosen);
        tx.delete(uploads, [bucket, key, uploadId]);
      },
      after(tx, { etag, versionId, encryption }) {
        const completedEpochMs = context.clock.now();
        const answered = { etag, versionId, checksum, encryption, completedEpochMs };
        tx.put(completedUploads, [bucket, key, uploadId], answered);
      },
    },
  });
  return { version, orphans };
}

/** @throws AwsError InvalidPart when a chosen part was replaced meanwhile */
async function takeParts(
  tx: StoreTransaction,
  uploadId: string,
  chosen: readonly PartRecord[],
): Promise<string[]> {
  const wanted = new Map(chosen.map((part) => [part.number, part]));
  const orphans: string[] = [];
  for (const { key, value } of await tx.scan(parts, { prefix: [uploadId] })) {
    tx.delete(parts, key);
    const part = wanted.get(value.number);
    if (!part) orphans.push(...(await dropContent(tx, value.content)));
    else if (part.etag !== value.etag) throw invalidPart(uploadId, part.number, part.etag);
    else Object.assign(part, value); // the same bytes, perhaps sent again
  }
  return orphans;
}

/** @throws AwsError InvalidPartOrder, InvalidPart, EntityTooSmall, InvalidRequest */
async function chooseParts(
  context: Context,
  upload: UploadRecord,
  list: readonly CompletedPart[],
): Promise<PartRecord[]> {
  const rows = await context.store.scan(parts, { prefix: [upload.uploadId] });
  const known = new Map(rows.map(({ value }) => [value.number, value]));
  let before = 0;
  const chosen = list.map((each) => {
    const number = each.PartNumber ?? 0;
    if (number <= before)
      throw s3Error(
        400,
        'InvalidPartOrder',
        'The list of parts was not in ascending order. Parts must be ordered by part number.',
        { UploadId: upload.uploadId },
      );
    before = number;
    const etag = bare(each.ETag);
    const part = known.get(number);
    if (!part || part.etag !== etag) throw invalidPart(upload.uploadId, number, etag);
    assertPartChecksum(upload, part, each);
    return part;
  });
  const small = chosen.slice(0, -1).find(({ sizeBytes }) => sizeBytes < PART_MIN_BYTES);
  if (small)
    throw s3Error(
      400,
      'EntityTooSmall',
      'Your proposed upload is smaller than the minimum allowed size',
      {
        ProposedSize: String(small.sizeBytes),
        MinSizeAllowed: String(PART_MIN_BYTES),
        PartNumber: String(small.number),
        ETag: small.etag,
      },
    );
  return chosen;
}

function assertPartChecksum(
  { checksumAlgorithm, checksumType, hasOwnChecksum, uploadId }: UploadRecord,
  part: PartRecord,
  each: CompletedPart,
): void {
  const value = each[`Checksum${checksumAlgorithm}`];
  if (value === undefined) {
    // A checksum of checksums needs to be told every one of them.
    if (hasOwnChecksum && checksumType === 'COMPOSITE')
      throw invalidRequest(
        `The upload was created using a ${checksumAlgorithm.toLowerCase()} checksum. The complete request must include the checksum for each part. It was missing for part ${part.number} in the request.`,
      );
    return;
  }
  if (value !== part.checksum) throw invalidPart(uploadId, part.number, part.etag);
}

/** What the client says of the whole. */
function assertChecksum(
  input: CompleteMultipartUploadRequest,
  { checksumAlgorithm: algorithm }: UploadRecord,
  { value, type }: StoredChecksum,
): void {
  if (input.ChecksumType !== undefined && input.ChecksumType !== type)
    throw invalidRequest(
      `The upload was created using the ${type} checksum mode. The complete request must use the same checksum mode.`,
    );
  const expected = input[`Checksum${algorithm}`];
  if (expected === undefined || expected.replace(/-\d+$/, '') === value.replace(/-\d+$/, ''))
    return;
  throw s3Error(
    400,
    'BadDigest',
    `The ${algorithm.toLowerCase()} you specified did not match the calculated checksum.`,
  );
}

function invalidPart(uploadId: string, number: number, etag: string): Error {
  return s3Error(
    400,
    'InvalidPart',
    "One or more of the specified parts could not be found.  The part may not have been uploaded, or the specified entity tag may not match the part's entity tag.",
    { UploadId: uploadId, PartNumber: String(number), ETag: etag },
  );
}

function locationOf(context: Context, bucket: string, key: string): string {
  const path = key.split('/').map(encodeURIComponent).join('/');
  return `${context.endpoint.url}/${bucket}/${path}`;
}
