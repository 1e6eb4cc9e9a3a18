import { operation } from '../../define-service.ts';
import { checkedRules } from '../lifecycle-rules.ts';
import { putSetting } from '../settings.ts';

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketLifecycleConfiguration.html */
export const putBucketLifecycleConfiguration = operation(
  's3',
  'PutBucketLifecycleConfiguration',
  async (input, context) => {
    const rules = checkedRules(context, input.LifecycleConfiguration?.Rules ?? []);
    const minimum = input.TransitionDefaultMinimumObjectSize ?? 'all_storage_classes_128K';
    await putSetting(context, input, 'lifecycle', {
      Rules: rules,
      TransitionDefaultMinimumObjectSize: minimum,
    });
    return { TransitionDefaultMinimumObjectSize: minimum };
  },
);
