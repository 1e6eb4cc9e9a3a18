import { operation } from '../../define-service.ts';
import { malformedXml } from '../errors.ts';
import { putSetting } from '../settings.ts';

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketAnalyticsConfiguration.html */
export const putBucketAnalyticsConfiguration = operation(
  's3',
  'PutBucketAnalyticsConfiguration',
  async (input, context) => {
    const given = input.AnalyticsConfiguration;
    if (!given?.Id || given.Id !== input.Id) throw malformedXml();
    await putSetting(context, input, 'analytics', given);
    return {};
  },
);
