import { operation } from '../../define-service.ts';
import { malformedXml } from '../errors.ts';
import { putSetting } from '../settings.ts';

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutPublicAccessBlock.html */
export const putPublicAccessBlock = operation(
  's3',
  'PutPublicAccessBlock',
  async (input, context) => {
    if (!input.PublicAccessBlockConfiguration) throw malformedXml();
    const given = input.PublicAccessBlockConfiguration;
    // What is not named is off.
    await putSetting(context, input, 'publicAccessBlock', {
      BlockPublicAcls: given.BlockPublicAcls ?? false,
      IgnorePublicAcls: given.IgnorePublicAcls ?? false,
      BlockPublicPolicy: given.BlockPublicPolicy ?? false,
      RestrictPublicBuckets: given.RestrictPublicBuckets ?? false,
    });
    return {};
  },
);
