import { operation } from '../../define-service.ts';
import { deleteSetting } from '../settings.ts';

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteBucketIntelligentTieringConfiguration.html */
export const deleteBucketIntelligentTieringConfiguration = operation(
  's3',
  'DeleteBucketIntelligentTieringConfiguration',
  async (input, context) => {
    await deleteSetting(context, input, 'intelligentTiering');
    return {};
  },
);
