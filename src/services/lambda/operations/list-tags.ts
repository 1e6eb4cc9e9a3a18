import { operation } from '../../define-service.ts';
import { getFunction } from '../load.ts';
import { parseTaggable } from '../tags.ts';

/** https://docs.aws.amazon.com/lambda/latest/api/API_ListTags.html */
export const listTags = operation('lambda', 'ListTags', async (input, context) => {
  const { tags } = await getFunction(context, parseTaggable(context, input.Resource ?? ''));
  return { Tags: tags };
});
