import { operation } from '../../define-service.ts';
import { loadBucket } from '../bucket.ts';
import { getSetting } from '../settings.ts';

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketAccelerateConfiguration.html */
export const getBucketAccelerateConfiguration = operation(
  's3',
  'GetBucketAccelerateConfiguration',
  async (input, context) => {
    const { name } = await loadBucket(context, input);
    return (await getSetting(context.store, name, 'accelerate')) ?? {};
  },
);
