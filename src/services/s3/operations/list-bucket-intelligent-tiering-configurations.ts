import { operation } from '../../define-service.ts';
import { given } from '../given.ts';
import { listSettings } from '../settings.ts';

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListBucketIntelligentTieringConfigurations.html */
export const listBucketIntelligentTieringConfigurations = operation(
  's3',
  'ListBucketIntelligentTieringConfigurations',
  async (input, context) => {
    const { list, next } = await listSettings(context, input, 'intelligentTiering');
    return {
      IsTruncated: next !== undefined,
      IntelligentTieringConfigurationList: list,
      ...given({ ContinuationToken: input.ContinuationToken, NextContinuationToken: next }),
    };
  },
);
