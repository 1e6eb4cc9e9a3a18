import { operation } from '../../define-service.ts';
import { given } from '../given.ts';
import { listSettings } from '../settings.ts';

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListBucketInventoryConfigurations.html */
export const listBucketInventoryConfigurations = operation(
  's3',
  'ListBucketInventoryConfigurations',
  async (input, context) => {
    const { list, next } = await listSettings(context, input, 'inventory');
    return {
      IsTruncated: next !== undefined,
      InventoryConfigurationList: list,
      ...given({ ContinuationToken: input.ContinuationToken, NextContinuationToken: next }),
    };
  },
);
