import { operation } from '../../define-service.ts';
import { loadBucket } from '../bucket.ts';
import { getSetting } from '../settings.ts';

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketLogging.html */
export const getBucketLogging = operation('s3', 'GetBucketLogging', async (input, context) => {
  const { name } = await loadBucket(context, input);
  return (await getSetting(context.store, name, 'logging')) ?? {};
});
