import { operation } from '../../define-service.ts';
import { malformedXml, s3Error } from '../errors.ts';
import { deleteSetting, putSetting } from '../settings.ts';
import { buckets } from '../store.ts';

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketLogging.html */
export const putBucketLogging = operation('s3', 'PutBucketLogging', async (input, context) => {
  const enabled = input.BucketLoggingStatus?.LoggingEnabled;
  if (!enabled) {
    await deleteSetting(context, input, 'logging');
    return {};
  }
  const { TargetBucket: target } = enabled;
  if (target === undefined || enabled.TargetPrefix === undefined) throw malformedXml();
  await putSetting(context, input, 'logging', { LoggingEnabled: enabled }, async (tx) => {
    if (await tx.get(buckets, [target])) return;
    throw s3Error(
      400,
      'InvalidTargetBucketForLogging',
      'The target bucket for logging does not exist',
      {
        TargetBucket: target,
      },
    );
  });
  return {};
});
