import { operation } from '../../define-service.ts';
import { changeTags } from '../change-tags.ts';
import { assertTags } from '../tags.ts';

/** https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/tags-resource-arn.html#TagResource */
export const tagResource = operation('apigatewayv2', 'TagResource', async (input, context) => {
  await changeTags(context, input.ResourceArn, (tags) => {
    const merged = { ...tags, ...input.Tags };
    assertTags(merged);
    return merged;
  });
  return {};
});
