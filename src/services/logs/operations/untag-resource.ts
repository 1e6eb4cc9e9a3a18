import { operation } from '../../define-service.ts';
import { removeTags, taggedGroup } from '../group-tags.ts';

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_UntagResource.html */
export const untagResource = operation('logs', 'UntagResource', async (input, context) => {
  await removeTags(context, taggedGroup(input.resourceArn as string, context), input.tagKeys ?? []);
  return {};
});
