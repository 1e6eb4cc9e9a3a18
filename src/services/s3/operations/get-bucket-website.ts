import { operation } from '../../define-service.ts';
import { readSetting } from '../settings.ts';

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketWebsite.html */
export const getBucketWebsite = operation('s3', 'GetBucketWebsite', async (input, context) => {
  const value = await readSetting(context, input, 'website');
  return value;
});
