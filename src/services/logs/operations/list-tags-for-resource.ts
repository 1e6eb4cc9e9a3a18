import { operation } from '../../define-service.ts';
import { taggedGroup } from '../group-tags.ts';
import { getGroup } from '../log-group.ts';

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_ListTagsForResource.html */
export const listTagsForResource = operation(
  'logs',
  'ListTagsForResource',
  async (input, context) => ({
    tags: (await getGroup(context, taggedGroup(input.resourceArn as string, context))).tags,
  }),
);
