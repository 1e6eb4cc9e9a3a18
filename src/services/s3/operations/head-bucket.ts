import { operation } from '../../define-service.ts';
import { loadBucket } from '../bucket.ts';

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_HeadBucket.html */
export const headBucket = operation('s3', 'HeadBucket', async (input, context) => {
  const { name, region } = await loadBucket(context, input);
  return {
    BucketRegion: region,
    BucketArn: `arn:aws:s3:::${name}`,
    AccessPointAlias: false,
  };
});
