import { operation } from '../../define-service.ts';
import { readSetting } from '../settings.ts';

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketReplication.html */
export const getBucketReplication = operation(
  's3',
  'GetBucketReplication',
  async (input, context) => {
    const value = await readSetting(context, input, 'replication');
    return { ReplicationConfiguration: value };
  },
);
