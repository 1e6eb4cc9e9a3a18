import { operation } from '../../define-service.ts';
import { given } from '../given.ts';
import { listSettings } from '../settings.ts';

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListBucketAnalyticsConfigurations.html */
export const listBucketAnalyticsConfigurations = operation(
  's3',
  'ListBucketAnalyticsConfigurations',
  async (input, context) => {
    const { list, next } = await listSettings(context, input, 'analytics');
    return {
      IsTruncated: next !== undefined,
      AnalyticsConfigurationList: list,
      ...given({ ContinuationToken: input.ContinuationToken, NextContinuationToken: next }),
    };
  },
);
