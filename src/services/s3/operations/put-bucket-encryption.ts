import { operation } from '../../define-service.ts';
import { assertEncryption } from '../bucket-encryption.ts';
import { putSetting } from '../settings.ts';

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketEncryption.html */
export const putBucketEncryption = operation(
  's3',
  'PutBucketEncryption',
  async (input, context) => {
    const given = input.ServerSideEncryptionConfiguration;
    assertEncryption(given);
    await putSetting(context, input, 'encryption', given);
    return {};
  },
);
