import { operation } from '../../define-service.ts';
import { tableByArn } from '../tables/change-by-arn.ts';

/** All tags of a table fit on one page. https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_ListTagsOfResource.html */
export const listTagsOfResource = operation(
  'dynamodb',
  'ListTagsOfResource',
  async (input, context) => {
    const { tags } = await tableByArn(context, input.ResourceArn);
    return { Tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })) };
  },
);
