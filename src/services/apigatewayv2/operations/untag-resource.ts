import { operation } from '../../define-service.ts';
import { changeTags } from '../change-tags.ts';

/** https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/tags-resource-arn.html#UntagResource */
export const untagResource = operation('apigatewayv2', 'UntagResource', async (input, context) => {
  const dropped = new Set(input.TagKeys);
  await changeTags(context, input.ResourceArn, (tags) =>
    Object.fromEntries(Object.entries(tags).filter(([key]) => !dropped.has(key))),
  );
  return {};
});
