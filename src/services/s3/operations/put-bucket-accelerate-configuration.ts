import { operation } from '../../define-service.ts';
import { invalidRequest, malformedXml } from '../errors.ts';
import { putSetting } from '../settings.ts';

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketAccelerateConfiguration.html */
export const putBucketAccelerateConfiguration = operation(
  's3',
  'PutBucketAccelerateConfiguration',
  async (input, context) => {
    const status = input.AccelerateConfiguration?.Status;
    if (status !== 'Enabled' && status !== 'Suspended') throw malformedXml();
    if (input.Bucket?.includes('.'))
      throw invalidRequest(
        'S3 Transfer Acceleration is not supported for buckets with periods (.) in their names',
      );
    await putSetting(context, input, 'accelerate', { Status: status });
    return {};
  },
);
