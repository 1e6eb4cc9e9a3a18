import { operation } from '../../define-service.ts';
import { loadBucket } from '../bucket.ts';
import { getSetting } from '../settings.ts';

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketNotificationConfiguration.html */
export const getBucketNotificationConfiguration = operation(
  's3',
  'GetBucketNotificationConfiguration',
  async (input, context) => {
    const { name } = await loadBucket(context, input);
    return (await getSetting(context.store, name, 'notification')) ?? {};
  },
);
