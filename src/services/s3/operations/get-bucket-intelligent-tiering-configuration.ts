import { operation } from '../../define-service.ts';
import { readSetting } from '../settings.ts';

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketIntelligentTieringConfiguration.html */
export const getBucketIntelligentTieringConfiguration = operation(
  's3',
  'GetBucketIntelligentTieringConfiguration',
  async (input, context) => {
    const value = await readSetting(context, input, 'intelligentTiering');
    return { IntelligentTieringConfiguration: value };
  },
);
