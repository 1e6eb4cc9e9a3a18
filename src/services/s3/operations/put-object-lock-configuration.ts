import { operation } from '../../define-service.ts';
import { findBucket, loadBucket } from '../bucket.ts';
import { s3Error } from '../errors.ts';
import { checkedLockConfiguration } from '../object-lock.ts';
import { buckets, settings } from '../store.ts';

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObjectLockConfiguration.html */
export const putObjectLockConfiguration = operation(
  's3',
  'PutObjectLockConfiguration',
  async (input, context) => {
    const given = checkedLockConfiguration(input.ObjectLockConfiguration);
    const { name } = await loadBucket(context, input);
    await context.store.transact(
      [
        [buckets, [name]],
        [settings, [name, 'objectLock']],
      ],
      async (tx) => {
        const bucket = await findBucket(tx, input);
        if (bucket.versioning !== 'Enabled')
          throw s3Error(
            409,
            'InvalidBucketState',
            "Versioning must be 'Enabled' on the bucket to apply a Object Lock configuration",
          );
        tx.put(buckets, [name], { ...bucket, objectLock: true });
        tx.put(settings, [name, 'objectLock'], given);
      },
    );
    return {};
  },
);
