import { operation } from '../../define-service.ts';
import { readSetting } from '../settings.ts';

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketMetricsConfiguration.html */
export const getBucketMetricsConfiguration = operation(
  's3',
  'GetBucketMetricsConfiguration',
  async (input, context) => {
    const value = await readSetting(context, input, 'metrics');
    return { MetricsConfiguration: value };
  },
);
