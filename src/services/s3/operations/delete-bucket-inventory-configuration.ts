import { operation } from '../../define-service.ts';
import { deleteSetting } from '../settings.ts';

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteBucketInventoryConfiguration.html */
export const deleteBucketInventoryConfiguration = operation(
  's3',
  'DeleteBucketInventoryConfiguration',
  async (input, context) => {
    await deleteSetting(context, input, 'inventory');
    return {};
  },
);
