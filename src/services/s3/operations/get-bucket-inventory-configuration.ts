import { operation } from '../../define-service.ts';
import { readSetting } from '../settings.ts';

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketInventoryConfiguration.html */
export const getBucketInventoryConfiguration = operation(
  's3',
  'GetBucketInventoryConfiguration',
  async (input, context) => {
    const value = await readSetting(context, input, 'inventory');
    return { InventoryConfiguration: value };
  },
);
