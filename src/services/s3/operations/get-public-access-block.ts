import { operation } from '../../define-service.ts';
import { readSetting } from '../settings.ts';

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetPublicAccessBlock.html */
export const getPublicAccessBlock = operation(
  's3',
  'GetPublicAccessBlock',
  async (input, context) => {
    const value = await readSetting(context, input, 'publicAccessBlock');
    return { PublicAccessBlockConfiguration: value };
  },
);
