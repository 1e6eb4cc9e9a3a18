import { operation } from '../../define-service.ts';
import { deleteSetting } from '../settings.ts';

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteBucketOwnershipControls.html */
export const deleteBucketOwnershipControls = operation(
  's3',
  'DeleteBucketOwnershipControls',
  async (input, context) => {
    await deleteSetting(context, input, 'ownership');
    return {};
  },
);
