import { operation } from '../../define-service.ts';
import { deleteSetting } from '../settings.ts';

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteBucketWebsite.html */
export const deleteBucketWebsite = operation(
  's3',
  'DeleteBucketWebsite',
  async (input, context) => {
    await deleteSetting(context, input, 'website');
    return {};
  },
);
