import { operation } from '../../define-service.ts';
import { deleteSetting } from '../settings.ts';

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteBucketLifecycle.html */
export const deleteBucketLifecycle = operation(
  's3',
  'DeleteBucketLifecycle',
  async (input, context) => {
    await deleteSetting(context, input, 'lifecycle');
    return {};
  },
);
