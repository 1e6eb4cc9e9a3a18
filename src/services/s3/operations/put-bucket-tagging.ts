import { operation } from '../../define-service.ts';
import { malformedXml } from '../errors.ts';
import { putSetting } from '../settings.ts';
import { toTags, toTagSet } from '../tag-set.ts';

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketTagging.html */
export const putBucketTagging = operation('s3', 'PutBucketTagging', async (input, context) => {
  if (!input.Tagging?.TagSet) throw malformedXml();
  const tags = toTags(input.Tagging.TagSet, 'bucket');
  await putSetting(context, input, 'tagging', { TagSet: toTagSet(tags) });
  return {};
});
