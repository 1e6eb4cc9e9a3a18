import { operation } from '../../define-service.ts';
import { readSetting } from '../settings.ts';

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketOwnershipControls.html */
export const getBucketOwnershipControls = operation(
  's3',
  'GetBucketOwnershipControls',
  async (input, context) => {
    const value = await readSetting(context, input, 'ownership');
    return { OwnershipControls: value };
  },
);
