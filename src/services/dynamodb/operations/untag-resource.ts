import { operation } from '../../define-service.ts';
import { changeByArn } from '../tables/change-by-arn.ts';

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_UntagResource.html */
export const untagResource = operation('dynamodb', 'UntagResource', async (input, context) => {
  const removed = new Set(input.TagKeys);
  await changeByArn(context, input.ResourceArn, (table) => ({
    ...table,
    tags: Object.fromEntries(Object.entries(table.tags).filter(([key]) => !removed.has(key))),
  }));
  return {};
});
