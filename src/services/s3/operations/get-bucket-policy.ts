import { operation } from '../../define-service.ts';
import { readSetting } from '../settings.ts';

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketPolicy.html */
export const getBucketPolicy = operation('s3', 'GetBucketPolicy', async (input, context) => {
  const value = await readSetting(context, input, 'policy');
  return { Policy: value.text };
});
