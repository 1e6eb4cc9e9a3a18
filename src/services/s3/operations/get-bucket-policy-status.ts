import { operation } from '../../define-service.ts';
import { isPublic, parsePolicy } from '../bucket-policy.ts';
import { readSetting } from '../settings.ts';

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketPolicyStatus.html */
export const getBucketPolicyStatus = operation(
  's3',
  'GetBucketPolicyStatus',
  async (input, context) => {
    const { text } = await readSetting(context, input, 'policy');
    return { PolicyStatus: { IsPublic: isPublic(parsePolicy(text, input.Bucket ?? '')) } };
  },
);
