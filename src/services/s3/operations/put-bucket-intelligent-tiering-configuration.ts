import { operation } from '../../define-service.ts';
import { malformedXml } from '../errors.ts';
import { putSetting } from '../settings.ts';

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketIntelligentTieringConfiguration.html */
export const putBucketIntelligentTieringConfiguration = operation(
  's3',
  'PutBucketIntelligentTieringConfiguration',
  async (input, context) => {
    const given = input.IntelligentTieringConfiguration;
    if (!given?.Id || given.Id !== input.Id) throw malformedXml();
    await putSetting(context, input, 'intelligentTiering', given);
    return {};
  },
);
