import { operation } from '../../define-service.ts';
import { invalidRequest, malformedXml } from '../errors.ts';
import { putSetting } from '../settings.ts';

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketReplication.html */
export const putBucketReplication = operation(
  's3',
  'PutBucketReplication',
  async (input, context) => {
    const given = input.ReplicationConfiguration;
    if (!given?.Role || !given.Rules?.length) throw malformedXml();
    await putSetting(context, input, 'replication', given, (_tx, bucket) => {
      if (bucket.versioning === 'Enabled') return;
      throw invalidRequest(
        "Versioning must be 'Enabled' on the bucket to apply a replication configuration",
      );
    });
    return {};
  },
);
