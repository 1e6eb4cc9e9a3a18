import { operation } from '../../define-service.ts';
import { malformedXml } from '../errors.ts';
import { putSetting } from '../settings.ts';

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketInventoryConfiguration.html */
export const putBucketInventoryConfiguration = operation(
  's3',
  'PutBucketInventoryConfiguration',
  async (input, context) => {
    const given = input.InventoryConfiguration;
    if (!given?.Id || given.Id !== input.Id) throw malformedXml();
    await putSetting(context, input, 'inventory', given);
    return {};
  },
);
