import { operation } from '../../define-service.ts';
import { malformedXml } from '../errors.ts';
import { putSetting } from '../settings.ts';

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketMetricsConfiguration.html */
export const putBucketMetricsConfiguration = operation(
  's3',
  'PutBucketMetricsConfiguration',
  async (input, context) => {
    const given = input.MetricsConfiguration;
    if (!given?.Id || given.Id !== input.Id) throw malformedXml();
    await putSetting(context, input, 'metrics', given);
    return {};
  },
);
