import { operation } from '../../define-service.ts';
import { changeTags } from '../tags.ts';

/** https://docs.aws.amazon.com/apigateway/latest/api/API_TagResource.html */
export const tagResource = operation('apigateway', 'TagResource', async (input, context) => {
  await changeTags(context, input.resourceArn, (tags) => ({ ...tags, ...input.tags }));
  return {};
});
