import { operation } from '../../define-service.ts';
import { readSetting } from '../settings.ts';

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketTagging.html */
export const getBucketTagging = operation('s3', 'GetBucketTagging', async (input, context) => {
  const value = await readSetting(context, input, 'tagging');
  return { TagSet: value.TagSet ?? [] };
});
