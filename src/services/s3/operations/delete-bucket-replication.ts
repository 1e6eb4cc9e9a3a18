import { operation } from '../../define-service.ts';
import { deleteSetting } from '../settings.ts';

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteBucketReplication.html */
export const deleteBucketReplication = operation(
  's3',
  'DeleteBucketReplication',
  async (input, context) => {
    await deleteSetting(context, input, 'replication');
    return {};
  },
);
