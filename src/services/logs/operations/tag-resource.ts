import { operation } from '../../define-service.ts';
import { addTags, taggedGroup, tooManyTags } from '../group-tags.ts';

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_TagResource.html */
export const tagResource = operation('logs', 'TagResource', async (input, context) => {
  const arn = input.resourceArn as string;
  await addTags(context, taggedGroup(arn, context), input.tags ?? {}, () => tooManyTags(arn));
  return {};
});
