import { operation } from '../../define-service.ts';
import { deleteSetting } from '../settings.ts';

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteBucketMetricsConfiguration.html */
export const deleteBucketMetricsConfiguration = operation(
  's3',
  'DeleteBucketMetricsConfiguration',
  async (input, context) => {
    await deleteSetting(context, input, 'metrics');
    return {};
  },
);
