import { operation } from '../../define-service.ts';
import { deleteSetting } from '../settings.ts';

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteBucketTagging.html */
export const deleteBucketTagging = operation(
  's3',
  'DeleteBucketTagging',
  async (input, context) => {
    await deleteSetting(context, input, 'tagging');
    return {};
  },
);
