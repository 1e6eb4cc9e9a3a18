import { operation } from '../../define-service.ts';
import { given } from '../given.ts';
import { listSettings } from '../settings.ts';

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListBucketMetricsConfigurations.html */
export const listBucketMetricsConfigurations = operation(
  's3',
  'ListBucketMetricsConfigurations',
  async (input, context) => {
    const { list, next } = await listSettings(context, input, 'metrics');
    return {
      IsTruncated: next !== undefined,
      MetricsConfigurationList: list,
      ...given({ ContinuationToken: input.ContinuationToken, NextContinuationToken: next }),
    };
  },
);
