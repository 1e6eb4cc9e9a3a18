import { operation } from '../../define-service.ts';
import { loadBucket } from '../bucket.ts';
import { checkedNotification } from '../notification-rules.ts';
import { putSetting } from '../settings.ts';
import { validateDestination } from '../validate-destination.ts';

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketNotificationConfiguration.html */
export const putBucketNotificationConfiguration = operation(
  's3',
  'PutBucketNotificationConfiguration',
  async (input, context) => {
    const bucket = await loadBucket(context, input);
    const targets = checkedNotification(context, input.NotificationConfiguration);
    if (!input.SkipDestinationValidation)
      for (const { LambdaFunctionArn = '' } of targets)
        await validateDestination(context, bucket, LambdaFunctionArn);
    await putSetting(
      context,
      input,
      'notification',
      targets.length > 0 ? { LambdaFunctionConfigurations: targets } : {},
    );
    return {};
  },
);
