import { operation } from '../../define-service.ts';
import { changeByArn } from '../tables/change-by-arn.ts';
import { checkTags } from '../tables/tags.ts';

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TagResource.html */
export const tagResource = operation('dynamodb', 'TagResource', async (input, context) => {
  const added = input.Tags!;
  await changeByArn(context, input.ResourceArn, (table) => {
    checkTags(added, table.tags);
    const tags = Object.fromEntries(added.map((tag) => [tag.Key!, tag.Value!]));
    return { ...table, tags: { ...table.tags, ...tags } };
  });
  return {};
});
