import { operation } from '../../define-service.ts';
import { readSetting } from '../settings.ts';

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketCors.html */
export const getBucketCors = operation('s3', 'GetBucketCors', async (input, context) => {
  const value = await readSetting(context, input, 'cors');
  return { CORSRules: value.CORSRules };
});
