import { operation } from '../../define-service.ts';
import { loadBucket } from '../bucket.ts';
import { DEFAULT_ENCRYPTION } from '../bucket-encryption.ts';
import { getSetting } from '../settings.ts';

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketEncryption.html */
export const getBucketEncryption = operation(
  's3',
  'GetBucketEncryption',
  async (input, context) => {
    const { name } = await loadBucket(context, input);
    const value = await getSetting(context.store, name, 'encryption');
    return { ServerSideEncryptionConfiguration: value ?? DEFAULT_ENCRYPTION };
  },
);
