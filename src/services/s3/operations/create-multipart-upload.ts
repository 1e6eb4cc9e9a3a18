import { operation } from '../../define-service.ts';
import { findBucket, laneOf, loadBucket } from '../bucket.ts';
import { toCustomerKey } from '../customer-key.ts';
import { given } from '../given.ts';
import { checksumTypeOf } from '../multipart.ts';
import { encryptionMembers } from '../object-answer.ts';
import { assertKey, toTraits } from '../object-traits.ts';
import { toAlgorithm } from '../receive.ts';
import { type UploadRecord, uploads } from '../store.ts';

const ID_ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._';
const ID_CHARACTERS = 96;

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_CreateMultipartUpload.html */
export const createMultipartUpload = operation(
  's3',
  'CreateMultipartUpload',
  async (input, context) => {
    const bucket = await loadBucket(context, input);
    const key = input.Key ?? '';
    assertKey(key);
    const traits = await toTraits(context, bucket, input, toCustomerKey(input));
    const own = toAlgorithm(input.ChecksumAlgorithm);
    const checksumAlgorithm = own ?? 'CRC64NVME';
    const upload: UploadRecord = {
      ...traits,
      bucket: bucket.name,
      key,
      uploadId: context.ids.pick(ID_ALPHABET, ID_CHARACTERS),
      initiatedEpochMs: Math.floor(context.clock.now() / 1000) * 1000,
      owner: context.account,
      checksumAlgorithm,
      checksumType: checksumTypeOf(checksumAlgorithm, input.ChecksumType),
      hasOwnChecksum: own !== undefined,
    };
    const row = [bucket.name, key, upload.uploadId] as const;
    await context.store.transact([[uploads, row], laneOf(bucket.name, key)], async (tx) => {
      await findBucket(tx, input);
      tx.put(uploads, row, upload);
    });
    return {
      Bucket: bucket.name,
      Key: key,
      UploadId: upload.uploadId,
      ...encryptionMembers(upload.encryption),
      ...given({
        ChecksumAlgorithm: own,
        ChecksumType: own && upload.checksumType,
      }),
    };
  },
);
