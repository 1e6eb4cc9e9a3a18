import { operation } from '../../define-service.ts';
import { deleteSetting } from '../settings.ts';

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeletePublicAccessBlock.html */
export const deletePublicAccessBlock = operation(
  's3',
  'DeletePublicAccessBlock',
  async (input, context) => {
    await deleteSetting(context, input, 'publicAccessBlock');
    return {};
  },
);
