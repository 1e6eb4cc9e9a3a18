import { operation } from '../../define-service.ts';
import { readTags } from '../tags.ts';

/** https://docs.aws.amazon.com/apigateway/latest/api/API_GetTags.html */
export const getTags = operation('apigateway', 'GetTags', async (input, context) => ({
  tags: await readTags(context, input.resourceArn),
}));
