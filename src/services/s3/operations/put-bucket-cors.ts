import { operation } from '../../define-service.ts';
import { checkedCorsRules } from '../cors.ts';
import { putSetting } from '../settings.ts';

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketCors.html */
export const putBucketCors = operation('s3', 'PutBucketCors', async (input, context) => {
  const rules = checkedCorsRules(input.CORSConfiguration?.CORSRules ?? []);
  await putSetting(context, input, 'cors', { CORSRules: rules });
  return {};
});
