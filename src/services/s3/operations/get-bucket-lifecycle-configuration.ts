import { operation } from '../../define-service.ts';
import { reviveRule } from '../lifecycle-rules.ts';
import { readSetting } from '../settings.ts';

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketLifecycleConfiguration.html */
export const getBucketLifecycleConfiguration = operation(
  's3',
  'GetBucketLifecycleConfiguration',
  async (input, context) => {
    const value = await readSetting(context, input, 'lifecycle');
    return {
      Rules: (value.Rules ?? []).map(reviveRule),
      TransitionDefaultMinimumObjectSize: value.TransitionDefaultMinimumObjectSize,
    };
  },
);
