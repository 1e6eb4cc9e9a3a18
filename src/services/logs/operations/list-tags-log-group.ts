import { operation } from '../../define-service.ts';
import { getGroup } from '../log-group.ts';

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_ListTagsLogGroup.html */
export const listTagsLogGroup = operation('logs', 'ListTagsLogGroup', async (input, context) => ({
  tags: (await getGroup(context, input.logGroupName as string)).tags,
}));
