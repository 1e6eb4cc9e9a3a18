import { operation } from '../../define-service.ts';
import { changeTags } from '../tags.ts';

/** https://docs.aws.amazon.com/apigateway/latest/api/API_UntagResource.html */
export const untagResource = operation('apigateway', 'UntagResource', async (input, context) => {
  const gone = new Set(input.tagKeys);
  await changeTags(context, input.resourceArn, (tags) =>
    Object.fromEntries(Object.entries(tags).filter(([key]) => !gone.has(key))),
  );
  return {};
});
