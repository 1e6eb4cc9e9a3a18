import { operation } from '../../define-service.ts';
import { readTags } from '../change-tags.ts';

/** https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/tags-resource-arn.html#GetTags */
export const getTags = operation('apigatewayv2', 'GetTags', async (input, context) => ({
  Tags: await readTags(context, input.ResourceArn),
}));
