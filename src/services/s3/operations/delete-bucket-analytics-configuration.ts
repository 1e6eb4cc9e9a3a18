import { operation } from '../../define-service.ts';
import { deleteSetting } from '../settings.ts';

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteBucketAnalyticsConfiguration.html */
export const deleteBucketAnalyticsConfiguration = operation(
  's3',
  'DeleteBucketAnalyticsConfiguration',
  async (input, context) => {
    await deleteSetting(context, input, 'analytics');
    return {};
  },
);
