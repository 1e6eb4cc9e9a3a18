import { operation } from '../../define-service.ts';
import { loadBucket } from '../bucket.ts';
import { BY_FORM } from '../by-form.ts';
import { toCustomerKey } from '../customer-key.ts';
import { invalidRequest, notImplementedHeader } from '../errors.ts';
import { shownVersionId } from '../find-object.ts';
import { given } from '../given.ts';
import { checksumMembers, encryptionMembers, quoted } from '../object-answer.ts';
import { assertKey, toTraits } from '../object-traits.ts';
import { fullChecksum, receive } from '../receive.ts';
import { writeObject } from '../write-object.ts';

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObject.html */
export const putObject = operation('s3', 'PutObject', async (input, context) => {
  const bucket = await loadBucket(context, input);
  assertKey(input.Key ?? '');
  if (input.WriteOffsetBytes !== undefined)
    throw notImplementedHeader(
      'x-amz-write-offset-bytes',
      'Only directory buckets can be appended to.',
    );
  const unknown = (['ChecksumXXHASH64', 'ChecksumXXHASH3', 'ChecksumXXHASH128'] as const).find(
    (name) => input[name] !== undefined,
  );
  if (unknown) throw invalidRequest(`Brume does not compute ${unknown.slice('Checksum'.length)}.`);
  const customerKey = toCustomerKey(input);
  const traits = await toTraits(context, bucket, input, customerKey);
  const received = await receive(context, input, { fallback: 'CRC64NVME', customerKey });
  const checksum = fullChecksum(received);
  const version = await writeObject(context, {
    input,
    event: eventOf(input),
    stored: received.stored,
    version: {
      ...traits,
      modifiedEpochMs: context.clock.now(),
      owner: context.account,
      sizeBytes: received.sizeBytes,
      etag: received.md5.toString('hex'),
      content: received.stored.content,
      checksum,
      ...given({ iv: received.iv }),
    },
  });
  return {
    ETag: quoted(version.etag),
    ...checksumMembers(checksum),
    ...encryptionMembers(version.encryption),
    ...given({ VersionId: shownVersionId(bucket, version) }),
  };
});

function eventOf(input: object): 'ObjectCreated:Put' | 'ObjectCreated:Post' {
  return BY_FORM in input ? 'ObjectCreated:Post' : 'ObjectCreated:Put';
}
