import { operation } from '../../define-service.ts';
import { invalidParameter } from '../errors.ts';
import { addTags } from '../group-tags.ts';
import { TAG_LIMIT } from '../limits.ts';

/**
 * The older form of TagResource, whose model has no TooManyTagsException.
 * https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_TagLogGroup.html
 */
export const tagLogGroup = operation('logs', 'TagLogGroup', async (input, context) => {
  const tooMany = (): Error => invalidParameter(`A resource can have at most ${TAG_LIMIT} tags.`);
  await addTags(context, input.logGroupName as string, input.tags ?? {}, tooMany);
  return {};
});
