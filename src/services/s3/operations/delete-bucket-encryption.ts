import { operation } from '../../define-service.ts';
import { deleteSetting } from '../settings.ts';

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteBucketEncryption.html */
export const deleteBucketEncryption = operation(
  's3',
  'DeleteBucketEncryption',
  async (input, context) => {
    await deleteSetting(context, input, 'encryption');
    return {};
  },
);
