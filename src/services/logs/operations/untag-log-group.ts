import { operation } from '../../define-service.ts';
import { removeTags } from '../group-tags.ts';

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_UntagLogGroup.html */
export const untagLogGroup = operation('logs', 'UntagLogGroup', async (input, context) => {
  await removeTags(context, input.logGroupName as string, input.tags ?? []);
  return {};
});
