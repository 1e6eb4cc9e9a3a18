import { operation } from '../../define-service.ts';
import { loadBucket } from '../bucket.ts';
import { getSetting } from '../settings.ts';

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketRequestPayment.html */
export const getBucketRequestPayment = operation(
  's3',
  'GetBucketRequestPayment',
  async (input, context) => {
    const { name } = await loadBucket(context, input);
    const value = await getSetting(context.store, name, 'requestPayment');
    return { Payer: value?.Payer ?? 'BucketOwner' };
  },
);
