import { operation } from '../../define-service.ts';
import { deleteSetting } from '../settings.ts';

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteBucketPolicy.html */
export const deleteBucketPolicy = operation('s3', 'DeleteBucketPolicy', async (input, context) => {
  await deleteSetting(context, input, 'policy');
  return {};
});
