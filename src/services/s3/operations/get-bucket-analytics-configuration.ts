import { operation } from '../../define-service.ts';
import { readSetting } from '../settings.ts';

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketAnalyticsConfiguration.html */
export const getBucketAnalyticsConfiguration = operation(
  's3',
  'GetBucketAnalyticsConfiguration',
  async (input, context) => {
    const value = await readSetting(context, input, 'analytics');
    return { AnalyticsConfiguration: value };
  },
);
