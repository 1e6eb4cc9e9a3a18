import { operation } from '../../define-service.ts';
import { deleteSetting } from '../settings.ts';

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteBucketCors.html */
export const deleteBucketCors = operation('s3', 'DeleteBucketCors', async (input, context) => {
  await deleteSetting(context, input, 'cors');
  return {};
});
