import { operation } from '../../define-service.ts';
import { putSetting } from '../settings.ts';
import { checkedWebsite } from '../website-rules.ts';

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketWebsite.html */
export const putBucketWebsite = operation('s3', 'PutBucketWebsite', async (input, context) => {
  await putSetting(context, input, 'website', checkedWebsite(input.WebsiteConfiguration));
  return {};
});
