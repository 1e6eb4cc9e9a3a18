import type { CopyObjectRequest } from '@aws-sdk/client-s3';
import { operation } from '../../define-service.ts';
import { loadBucket } from '../bucket.ts';
import { copyContent } from '../copy-content.ts';
import { type CopySource, loadCopySource } from '../copy-source.ts';
import { toCustomerKey } from '../customer-key.ts';
import { invalidRequest } from '../errors.ts';
import { shownVersionId } from '../find-object.ts';
import { given } from '../given.ts';
import { COPY_SOURCE_MAX_BYTES } from '../limits.ts';
import { checksumMembers, encryptionMembers, quoted } from '../object-answer.ts';
import { assertKey, toTraits, type TraitsInput } from '../object-traits.ts';
import { fullChecksum, toAlgorithm } from '../receive.ts';
import type { ObjectVersion } from '../store.ts';
import { writeObject } from '../write-object.ts';

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_CopyObject.html */
export const copyObject = operation('s3', 'CopyObject', async (input, context) => {
  const bucket = await loadBucket(context, input);
  assertKey(input.Key ?? '');
  const { source, fromBucket, object, from } = await loadCopySource(context, input);
  if (object.sizeBytes > COPY_SOURCE_MAX_BYTES)
    throw invalidRequest(
      `The specified copy source is larger than the maximum allowable size for a copy source: ${COPY_SOURCE_MAX_BYTES}`,
    );
  const to = toCustomerKey(input);
  const wanted = mergeTraits(input, object);
  if (isSamePlace(input, source) && changesNothing(input))
    throw invalidRequest(
      "This copy request is illegal because it is trying to copy an object to itself without changing the object's metadata, storage class, website redirect location or encryption attributes.",
    );
  const traits = await toTraits(context, bucket, wanted, to);
  if (input.MetadataDirective !== 'REPLACE') traits.metadata = object.metadata;
  if (input.TaggingDirective !== 'REPLACE') traits.tags = object.tags;
  const algorithm = toAlgorithm(input.ChecksumAlgorithm);
  const copied = await copyContent(context, object, { from, to, algorithm });
  const checksum = fullChecksum(copied);
  const version = await writeObject(context, {
    input,
    stored: copied.stored,
    event: 'ObjectCreated:Copy',
    version: {
      ...traits,
      modifiedEpochMs: context.clock.now(),
      owner: context.account,
      sizeBytes: object.sizeBytes,
      etag: copied.md5.toString('hex'),
      content: copied.stored.content,
      checksum,
      ...given({ iv: copied.iv }),
    },
  });
  return {
    CopyObjectResult: {
      ETag: quoted(version.etag),
      LastModified: new Date(version.modifiedEpochMs),
      ...checksumMembers(checksum),
    },
    ...encryptionMembers(version.encryption),
    ...given({
      VersionId: shownVersionId(bucket, version),
      CopySourceVersionId: shownVersionId(fromBucket, object),
    }),
  };
});

/** With the directive COPY the source says what the object is; the rest is never taken over. */
function mergeTraits(input: CopyObjectRequest, { system }: ObjectVersion): TraitsInput {
  if (input.MetadataDirective === 'REPLACE') return input;
  const { Metadata: _metadata, ...rest } = input;
  return {
    ...rest,
    CacheControl: system.cacheControl,
    ContentDisposition: system.contentDisposition,
    ContentEncoding: system.contentEncoding,
    ContentLanguage: system.contentLanguage,
    ContentType: system.contentType,
    Expires: system.expires === undefined ? undefined : new Date(system.expires),
  };
}

function isSamePlace({ Bucket, Key }: CopyObjectRequest, source: CopySource): boolean {
  return source.bucket === Bucket && source.key === Key && source.versionId === undefined;
}

function changesNothing(input: CopyObjectRequest): boolean {
  return (
    input.MetadataDirective !== 'REPLACE' &&
    [
      input.StorageClass,
      input.WebsiteRedirectLocation,
      input.ServerSideEncryption,
      input.SSECustomerKey,
      input.ChecksumAlgorithm,
    ].every((each) => each === undefined)
  );
}
